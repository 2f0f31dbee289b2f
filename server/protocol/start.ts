// What a client says when it starts, what its user sets, and the commands that it offers.

import type { Direction } from '../../language/flowchart/scene.js';
import type { Origin, Position } from '../../language/model/origin.js';

/** `initializationOptions` of the client; all are optional, and an editor that gives none gets a plain server. */
export interface InitializationOptions {
    readonly tenet?: {
        /** Lenses and hovers may name the commands of `ClientCommands`. */
        readonly commands?: boolean;
        /** Files are read through `tenet/readFile` and found through `tenet/findFiles` (web, virtual workspaces). */
        readonly files?: boolean;
        /** How findings come; without it by push, or by pull if the client asks for that and can be told to ask again. */
        readonly diagnostics?: 'push' | 'pull';
        /** The folder with the pages about findings, as an address that ends in `/`; codes link there. */
        readonly docs?: string;
        /** A server in a web worker loads what takes long from here; without it, from beside its own script. */
        readonly scripts?: Scripts;
    };
}

/** Addresses of scripts, complete. */
export interface Scripts {
    readonly prover: string;
    readonly workshop: string;
}

/** `workspace/configuration`, section `tenet`; the server asks again when the client says that it changed. */
export interface Settings {
    readonly codeLens: 'all' | 'results' | 'off';
    readonly inlineResults: {
        readonly mode: 'live' | 'onSave' | 'off';
        readonly maxLength: number;
        readonly dimUnreached: boolean;
    };
    readonly inlayHints: {
        /** `limit: £16,000` after a parameter. */
        readonly parameters: boolean;
        /** The title after the name of a rule or outcome. */
        readonly titles: boolean;
        /** What holds for a name of a category. */
        readonly categories: boolean;
    };
    readonly proofs: 'live' | 'onSave' | 'off';
    readonly flowchart: { readonly direction: Direction | 'auto'; readonly outcomes: 'repeated' | 'shared' };
}

/** Commands of the client that lenses, hovers and code actions name, with their arguments. */
export interface ClientCommands {
    /** Runs the given items; without any, all of the document. */
    'tenet.runScenarios': readonly [uri: string, ids?: readonly string[]];
    'tenet.openFlowchartToSide': readonly [uri: string, rule?: string];
    'tenet.ask': readonly [uri: string];
    /** Without a scenario: of the active case. */
    'tenet.showPath': readonly [uri?: string, id?: string];
    'tenet.peekPath': readonly [uri?: string, id?: string];
    'tenet.copyPath': readonly [uri?: string, id?: string];
    'tenet.useAsActiveCase': readonly [uri: string, id: string];
    'tenet.acceptActual': readonly [uri: string, id: string];
    'tenet.showScenarios': readonly [uri: string, position: Position, locations: readonly Origin[]];
    /** The light bulb of a place. */
    'tenet.showFixes': readonly [uri: string, position: Position];
    'tenet.whatChanges': readonly [uri: string];
    'tenet.showChanges': readonly [uri: string];
    /** After a scenario was written: select its title so that the author can say what it is about. */
    'tenet.rename': readonly [uri: string, position: Position];
}
