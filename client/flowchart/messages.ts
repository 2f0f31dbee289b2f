// What the flowchart's panel and its page say to each other.

import type { CaseRef, Direction, GivenFacts } from '../../server/protocol.js';

/** A card as the page needs it to be walked, searched and supposed. */
export interface PageCard {
    readonly id: string;
    /** All that a screen reader says of it. */
    readonly label: string;
    /** `question 5`, `ends: Refused`. */
    readonly short: string;
    readonly isOutcome: boolean;
    /** Ways on, in reading order. */
    readonly next: readonly { readonly edge: string; readonly card: string; readonly label: string }[];
    /** Answers that can be supposed: as the model names them, and as people read them. */
    readonly answers: readonly { readonly label: string; readonly text: string }[];
}

export interface PageChart {
    readonly kind: 'chart';
    readonly title: string;
    readonly svg: string;
    readonly summary: string;
    readonly banner: string | null;
    readonly cards: readonly PageCard[];
    /** `3 suppositions`; null where nothing is supposed. */
    readonly suppositions: string | null;
    readonly overlayTitle: string;
    readonly state: PanelState;
}

export type ToPage =
    | PageChart
    | { readonly kind: 'none'; readonly message: string }
    | { readonly kind: 'busy'; readonly busy: boolean }
    | { readonly kind: 'cursor'; readonly card: string | null }
    | { readonly kind: 'do'; readonly action: PageAction }
    /** The picture that the page asked for; null: there is none, and the user knows why. */
    | { readonly kind: 'picture'; readonly base64: string | null };

export type FromPage =
    /** How wide the frame of the picture is, in CSS pixels. */
    | { readonly kind: 'ready' | 'resized'; readonly width: number }
    /** For the clipboard, as PNG; where that takes no pictures, as the text of an SVG. */
    | { readonly kind: 'copy'; readonly as: 'picture' | 'text' }
    /** `glance`: show the source; `open`: go there. */
    | { readonly kind: 'reveal'; readonly card: string; readonly how: 'glance' | 'open' }
    | { readonly kind: 'fold'; readonly card: string }
    | { readonly kind: 'suppose'; readonly card: string; readonly answer: string }
    | { readonly kind: 'command'; readonly command: PanelCommand };

/** What the page does by itself; the palette offers it too. */
export type PageAction = 'fit' | 'zoomIn' | 'zoomOut' | 'search' | 'copy' | 'help';

/** What the panel does, for a button of the page or the palette. */
export type PanelCommand =
    | 'case'
    | 'overlay'
    | 'parts'
    | 'direction'
    | 'outcomes'
    | 'pin'
    | 'text'
    | 'export'
    | 'reset'
    | 'clearSuppositions'
    | 'saveScenario';

export type OverlayChoice = 'none' | 'path' | 'coverage' | 'changes';

/** What the panel knows of itself; the page keeps it, so that a reload brings the same panel back. */
export interface PanelState {
    readonly uri: string;
    readonly pinned: boolean;
    readonly overlay: OverlayChoice;
    /** With changes: against the last commit, or against another file. */
    readonly against?: string;
    readonly direction?: Direction;
    readonly outcomes?: 'repeated' | 'shared';
    readonly folded?: readonly string[];
    readonly case?: CaseRef;
    readonly suppose?: GivenFacts;
}

/** What the page adds: how it was looked at. */
export interface ViewState {
    readonly zoom: number;
    readonly left: number;
    readonly top: number;
}
