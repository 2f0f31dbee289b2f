// Which tests run in which scene. A scene is one start of the editor: with one folder, with two, with a folder that nobody
// trusts, with one in a repository, or with none. `speed` and `pictures` test nothing: the one measures, the other takes the
// pictures of the documentation.

export type Scene = 'main' | 'two-roots' | 'untrusted' | 'repository' | 'remote' | 'newcomer' | 'speed' | 'pictures';

/** The workspace, for hosts that have to be handed it. */
export const WORKSPACE_FILES = ['permits.tenet', 'permits.scenarios.tenet', 'permits.md', 'broken.tenet'];

export async function loadScene(scene: Scene): Promise<void> {
    await import('./suite/hooks.js');
    switch (scene) {
        case 'main':
            await import('./suite/start.test.js');
            await import('./suite/language.test.js');
            await import('./suite/scenarios.test.js');
            await import('./suite/case.test.js');
            await import('./suite/debug.test.js');
            await import('./suite/coverage.test.js');
            await import('./suite/flowchart.test.js');
            await import('./suite/files.test.js');
            await import('./suite/instruments.test.js');
            await import('./suite/ask.test.js');
            await import('./suite/changes.test.js');
            await import('./suite/themes.test.js');
            await import('./suite/server.test.js');
            return;
        case 'two-roots':
            await import('./suite/two-roots.test.js');
            return;
        case 'untrusted':
            await import('./suite/untrusted.test.js');
            await import('./suite/read-only.test.js');
            return;
        case 'repository':
            await import('./suite/changed-repository.test.js');
            await import('./suite/repository.test.js');
            return;
        case 'remote':
            await import('./suite/remote.test.js');
            return;
        case 'speed':
            await import('./suite/speed.test.js');
            return;
        case 'newcomer':
            await import('./suite/newcomer.test.js');
            return;
        case 'pictures':
            await import('./suite/pictures.test.js');
    }
}
