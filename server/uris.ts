// URIs as clients write them and as the project keeps them. The project's are not percent-encoded, because a `use` names
// its file in plain letters; a client gets back exactly what it sent for a document that it opened.

import { URI } from 'vscode-uri';

/** The project's form of a client's URI. */
export function plainUri(uri: string): string {
    try {
        return URI.parse(uri).toString(true);
    } catch {
        return uri;
    }
}

/** The client's form of a project URI that the client has not named itself. */
export function encodedUri(uri: string): string {
    try {
        return URI.parse(uri).toString();
    } catch {
        return uri;
    }
}

/** How the names of documents end that a policy may cite, as a list in a glob. */
export const SOURCE_ENDINGS = 'md,markdown,txt';

/** Whether a file holds Tenet, by its name. */
export function isTenetUri(uri: string): boolean {
    return /\.tenet$/i.test(uri);
}

/** Whether `uri` lies in the folder, or is it. */
export function isInside(uri: string, folder: string): boolean {
    const base = folder.endsWith('/') ? folder : `${folder}/`;
    return uri === folder || uri.startsWith(base);
}
