// Another version of a policy: how it is named, picked and read. A name is a revision of the repository (`HEAD`, a
// branch, a tag, a commit), or the URI of a file; no revision has a colon in it. Which files a version is made of is the
// server's to say, since only it knows what a file uses.

import * as vscode from 'vscode';
import type { CompareParams, FileTexts } from '../../server/protocol.js';
import type { ServerLink } from '../server/link.js';
import { repositoryOf } from './repositories.js';
import { LAST_COMMIT, RefType, type Repository } from './repository.js';

export type VersionName = string;

/** As the server takes it, and what it is called. */
export type Version = CompareParams['base'] & { readonly name: VersionName };

export function isFile(name: VersionName): boolean {
    return name.includes(':');
}

export function labelOf(name: VersionName): string {
    return isFile(name) ? vscode.workspace.asRelativePath(vscode.Uri.parse(name)) : name;
}

/** What `tenet.compare.base` says for this file. */
export function usualVersion(uri: vscode.Uri): VersionName {
    return vscode.workspace.getConfiguration('tenet.compare', uri).get('base', '').trim() || LAST_COMMIT;
}

/** Reads a version of a policy with all that it uses; fails with a sentence for the user. */
export async function readVersion(
    link: ServerLink,
    policyUri: string,
    name: VersionName,
    token?: vscode.CancellationToken,
): Promise<Version> {
    const uri = isFile(name) ? name : policyUri;
    const read = await readerOf(policyUri, name);
    const files: Record<string, string | null> = {};
    for (;;) {
        const { wanted } = await link.request('tenet/versionFiles', { uri, files }, token);
        const open = wanted.filter((each) => !(each in files));
        if (open.length === 0) break;
        await Promise.all(
            open.map(async (each) => {
                files[each] = await read(vscode.Uri.parse(each));
            }),
        );
    }
    if (typeof files[uri] !== 'string') {
        throw new Error(vscode.l10n.t('{0} has no file {1}.', labelOf(name), vscode.workspace.asRelativePath(uri)));
    }
    return { uri, files: files satisfies FileTexts, label: labelOf(name), name };
}

async function readerOf(policyUri: string, name: VersionName): Promise<(uri: vscode.Uri) => Promise<string | null>> {
    if (isFile(name)) return readText;
    const repository = await repositoryOf(vscode.Uri.parse(policyUri));
    if ('why' in repository) throw new Error(repository.why);
    await checkRevision(repository, name);
    return (uri) => repository.read(name, uri).catch(() => null);
}

/** A repository without a commit has no `HEAD`; a setting may name what is not there. */
async function checkRevision(repository: Repository, name: VersionName): Promise<void> {
    if (name === LAST_COMMIT && repository.head && repository.head.commit === undefined) {
        throw new Error(vscode.l10n.t('There is no commit yet to compare with.'));
    }
    if (repository.isShallow && ![LAST_COMMIT, repository.head?.name, repository.head?.commit].includes(name)) {
        throw new Error(vscode.l10n.t('Only the last commit can be read here; {0} cannot.', name));
    }
}

/** As it stands in the editor, else on the disk. */
async function readText(uri: vscode.Uri): Promise<string | null> {
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    if (open) return open.getText();
    try {
        return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch {
        return null;
    }
}

// ---- picking one

type VersionPick = vscode.QuickPickItem & { readonly choose?: () => Promise<VersionName | undefined> };

/** HEAD, a branch, a tag, or a file. */
export async function pickVersion(policyUri: string): Promise<VersionName | undefined> {
    const pick = await vscode.window.showQuickPick(listVersions(policyUri), {
        title: vscode.l10n.t('Compare decisions with'),
        placeHolder: vscode.l10n.t('The older version'),
        matchOnDescription: true,
    });
    return pick?.choose?.();
}

async function listVersions(policyUri: string): Promise<VersionPick[]> {
    const { t } = vscode.l10n;
    const file: VersionPick = {
        label: `$(file) ${t('File…')}`,
        description: t('another policy, or an older copy'),
        choose: () => pickFile(policyUri),
    };
    const repository = await repositoryOf(vscode.Uri.parse(policyUri));
    if ('why' in repository) return [file, separator(t('Git')), { label: `$(info) ${repository.why}` }];
    const refs = await repository.refs().catch(() => []);
    const { head } = repository;
    const named = (types: readonly RefType[], icon: string): VersionPick[] =>
        refs.flatMap(({ type, name, commit }) =>
            name !== undefined && types.includes(type)
                ? [{ label: `$(${icon}) ${name}`, description: shortOf(commit), choose: async () => name }]
                : [],
        );
    const branches = [...named([RefType.Head], 'git-branch'), ...named([RefType.RemoteHead], 'cloud')];
    const tags = named([RefType.Tag], 'tag');
    return [
        {
            label: `$(git-commit) ${LAST_COMMIT}`,
            description: [t('the last commit'), head?.name ?? '', shortOf(head?.commit)].filter(Boolean).join(' · '),
            choose: async () => LAST_COMMIT,
        },
        file,
        ...(repository.isShallow
            ? []
            : [{ label: `$(edit) ${t('Revision…')}`, description: t('a commit, or HEAD~1'), choose: typeRevision }]),
        ...(branches.length > 0 ? [separator(t('branches')), ...branches] : []),
        ...(tags.length > 0 ? [separator(t('tags')), ...tags] : []),
    ];
}

function separator(label: string): VersionPick {
    return { label, kind: vscode.QuickPickItemKind.Separator };
}

function shortOf(commit: string | undefined): string {
    return commit?.slice(0, 7) ?? '';
}

async function typeRevision(): Promise<VersionName | undefined> {
    const name = await vscode.window.showInputBox({
        title: vscode.l10n.t('Compare decisions with'),
        prompt: vscode.l10n.t('A commit, a branch or a tag'),
        placeHolder: 'HEAD~1',
        validateInput: (text) =>
            /[\s:]|^-/.test(text.trim()) ? vscode.l10n.t('This is not the name of a revision.') : undefined,
    });
    return name?.trim() || undefined;
}

async function pickFile(policyUri: string): Promise<VersionName | undefined> {
    const [picked] =
        (await vscode.window.showOpenDialog({
            defaultUri: vscode.Uri.joinPath(vscode.Uri.parse(policyUri), '..'),
            canSelectMany: false,
            filters: { Tenet: ['tenet'] },
            openLabel: vscode.l10n.t('Compare'),
            title: vscode.l10n.t('The older version'),
        })) ?? [];
    return picked?.toString();
}
