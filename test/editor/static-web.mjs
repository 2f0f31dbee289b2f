// Serves VS Code as static files, as vscode.dev is: no server part, one development extension, a workspace in memory.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.json': 'application/json',
    '.svg': 'image/svg+xml',
    '.wasm': 'application/wasm',
    '.ttf': 'font/ttf',
    '.png': 'image/png',
};

export function staticWeb({ root, extension, tests, settings, driver, scene }) {
    return createServer((request, response) => {
        const url = new URL(request.url, `http://${request.headers.host}`);
        const headers = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };
        if (url.pathname === '/driver') return driver.answer(request, response);
        if (url.pathname === '/scene') return response.writeHead(200, headers).end(JSON.stringify(scene));
        if (url.pathname === '/') {
            const html = workbench({ host: request.headers.host, tests, settings, scene });
            return response.writeHead(200, { ...headers, 'Content-Type': 'text/html' }).end(html);
        }
        const file = fileAt(url.pathname, { '/static/': root, '/extension/': extension });
        if (!file) return response.writeHead(404, headers).end();
        const type = types[extname(file)] ?? 'application/octet-stream';
        response.writeHead(200, { ...headers, 'Content-Type': type });
        return createReadStream(file).pipe(response);
    });
}

function fileAt(path, folders) {
    const [prefix, folder] = Object.entries(folders).find(([each]) => path.startsWith(each)) ?? [];
    if (!folder) return undefined;
    const file = join(folder, normalize(decodeURIComponent(path.slice(prefix.length))));
    return file.startsWith(folder) && statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}

function workbench({ host, tests, settings, scene }) {
    const at = (path) => ({ scheme: 'http', authority: host, path });
    const extensions = ['', ...(scene.name === 'remote' ? ['/test/editor/remote-repositories'] : [])];
    const configuration = {
        folderUri: { scheme: 'tmp', path: '/workspace', authority: '' },
        additionalBuiltinExtensions: [],
        developmentOptions: {
            logLevel: 3,
            enableSmokeTestDriver: true,
            extensions: extensions.map((path) => at(`/extension${path}`)),
            extensionTestsPath: at(`/extension/${tests}`),
        },
        configurationDefaults: settings,
        productConfiguration: {
            enableTelemetry: false,
            extensionsGallery: undefined,
            webEndpointUrlTemplate: `http://{{uuid}}.${host}/static`,
            webviewContentExternalBaseUrlTemplate: `http://{{uuid}}.${host}/static/out/vs/workbench/contrib/webview/browser/pre/`,
        },
    };
    return `<!DOCTYPE html><html><head><meta charset="utf-8">
<link rel="stylesheet" href="/static/out/vs/workbench/workbench.web.main.internal.css">
<script>globalThis._VSCODE_FILE_ROOT = location.origin + '/static/out/';</script>
<script src="/static/out/nls.messages.js" type="module"></script></head><body><script type="module">
import { create, URI } from '/static/out/vs/workbench/workbench.web.main.internal.js';
const configuration = ${JSON.stringify(configuration)};
const workspace = { folderUri: URI.revive(configuration.folderUri) };
create(document.body, { ...configuration, workspaceProvider: { trusted: true, payload: undefined, open: async () => true, workspace } });
</script></body></html>`;
}
