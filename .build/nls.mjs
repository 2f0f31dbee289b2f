// The words of the extension's manifest, apart from it: VS Code puts a translation in the place of each `%key%`. In the
// repository the manifest stands in plain English; this is what packing makes of it.

/** Properties that hold words to be read, wherever they stand in `contributes`. */
const WORDS = new Set([
    'altText',
    'category',
    'contents',
    'contextualTitle',
    'deprecationMessage',
    'description',
    'enumDescriptions',
    'enumItemLabels',
    'label',
    'markdownDeprecationMessage',
    'markdownDescription',
    'markdownEnumDescriptions',
    'name',
    'shortTitle',
    'title',
]);

/**
 * The manifest with `%keys%` for its words, and the words by key. A key is the way to its place: `commands.tenet.ask.title`,
 * `configuration.properties.tenet.codeLens.enumDescriptions.all`.
 */
export function keyed(manifest) {
    const words = {};
    const taken = (key, text) => {
        if (Object.hasOwn(words, key) && words[key] !== text) throw new Error(`Two texts for the key ${key}`);
        words[key] = text;
        return `%${key}%`;
    };
    const walk = (node, way) => {
        if (Array.isArray(node)) return node.map((each, index) => walk(each, [...way, nameOf(each, index)]));
        if (typeof node !== 'object' || node === null) return node;
        return Object.fromEntries(
            Object.entries(node).map(([name, value]) => {
                const key = [...way, name].join('.');
                if (!WORDS.has(name)) return [name, walk(value, [...way, name])];
                if (Array.isArray(value))
                    return [name, value.map((text, index) => taken(`${key}.${node.enum?.[index] ?? index + 1}`, text))];
                // A property of a configuration may be called `title` or `name` too.
                if (typeof value !== 'string') return [name, walk(value, [...way, name])];
                return [name, taken(name === 'category' ? `category.${value}` : key, value)];
            }),
        );
    };
    const { displayName, description, contributes } = manifest;
    return {
        manifest: {
            ...manifest,
            displayName: taken('displayName', displayName),
            description: taken('description', description),
            contributes: walk(contributes, []),
        },
        words,
    };
}

/** The manifest with words in the place of its keys, as VS Code shows it. */
export function filledIn(node, words) {
    if (typeof node === 'string') return words[/^%([\w.-]+)%$/.exec(node)?.[1]] ?? node;
    if (Array.isArray(node)) return node.map((each) => filledIn(each, words));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, filledIn(value, words)]));
}

/** What an item of a list is called: by its own name, or by what it is for and when. */
function nameOf(item, index) {
    const name = item?.command ?? item?.id ?? item?.type ?? item?.view;
    if (name === undefined || item.request) return String(index + 1);
    return item.when && item.view ? `${name}.${spelled(item.when)}` : name;
}

/** A condition as part of a key, which has letters, digits, dots and hyphens. */
function spelled(when) {
    return when
        .replaceAll('!', 'not-')
        .replaceAll('&&', 'and')
        .replaceAll('||', 'or')
        .replace(/[^\w.-]+/g, '-');
}
