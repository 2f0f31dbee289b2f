// Paths between files, for URIs and file paths alike: `/` separates, `..` goes up, nothing touches a disk.

/** Resolves `relative` against the folder of `base`. */
export function resolvePath(base: string, relative: string): string {
    const target = relative.replaceAll('\\', '/');
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(target)) return target;
    const [, root = '', path = ''] = /^([a-z][a-z0-9+.-]*:\/\/[^/]*|[A-Za-z]:)?(.*)$/i.exec(base) ?? [];
    const absolute = target.startsWith('/');
    const segments = absolute ? [] : path.split('/').slice(0, -1);
    for (const segment of target.split('/')) {
        if (segment === '' || segment === '.') continue;
        const last = segments.at(-1);
        if (segment === '..' && last !== undefined && last !== '..' && last !== '') segments.pop();
        else if (segment !== '..' || last !== '') segments.push(segment);
    }
    return root + (absolute ? '/' : '') + segments.join('/');
}

/** The last part of a path. */
export function fileName(uri: string): string {
    return uri.slice(uri.lastIndexOf('/') + 1);
}
