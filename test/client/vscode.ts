// What stands in for the module `vscode` in the tests that run without an editor: the texts of the debugger, in English.

export const l10n = {
    t: (text: string, ...args: readonly (string | number | boolean)[]): string =>
        text.replace(/\{(\d+)\}/g, (place, index) => String(args[Number(index)] ?? place)),
};
