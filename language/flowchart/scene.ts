// The scene: everything a picture shows, in absolute pixels, as plain JSON. It knows neither colours nor a case; both
// are laid over it by `svg.ts`. Texts are as the author wrote them, unescaped.

import type { Origin } from '../model/origin.js';
import type { Tone } from '../model/policy.js';
import type { SectionKind } from './arrange.js';
import type { Weight } from './measure.js';

export interface Scene {
    readonly version: 1;
    readonly title: string;
    readonly direction: Direction;
    readonly width: number;
    readonly height: number;
    readonly sections: readonly SceneSection[];
    readonly groups: readonly SceneGroup[];
    /** In reading order. */
    readonly cards: readonly SceneCard[];
    readonly edges: readonly SceneEdge[];
    /** Of all questions, those inside folded parts included, in reading order. */
    readonly numbers: readonly { readonly question: string; readonly number: number }[];
}

export type Direction = 'down' | 'right';

export interface Box {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

export interface Point {
    readonly x: number;
    readonly y: number;
}

export interface SceneSection extends Box {
    readonly kind: SectionKind;
    readonly lines: readonly TextLine[];
}

export interface SceneGroup extends Box {
    readonly id: string;
    readonly lines: readonly TextLine[];
    readonly origin: Origin;
}

/** The outline of a card. */
export type Shape = 'start' | 'question' | 'computed' | 'part' | 'end' | 'entry' | 'reference' | Tone;

export interface SceneCard extends Box {
    readonly id: string;
    readonly shape: Shape;
    /** What it is in the policy: exemption, table, … */
    readonly role:
        | 'start'
        | 'question'
        | 'exemption'
        | 'table'
        | 'review'
        | 'part'
        | 'outcome'
        | 'end'
        | 'entry'
        | 'reference';
    readonly section: SectionKind;
    readonly group?: string;
    /** Questions only: their number in reading order. */
    readonly number?: number;
    /** The card that a reference stands for. */
    readonly refersTo?: string;
    /** Relative to the card. */
    readonly lines: readonly TextLine[];
    /** Boxes of a checklist, one an item, relative to the card. */
    readonly checks: readonly Point[];
    /** Lines of a table, relative to the card. */
    readonly rules: readonly { readonly from: Point; readonly to: Point }[];
    /** Tables only: their rows by the label of the answer, relative to the card. */
    readonly rows?: readonly (Box & { readonly label: string })[];
    /** Where an overlay may write at the foot: the right end of the base line, relative to the card. */
    readonly foot?: Point;
    /** For a screen reader and the tooltip: all of it in one go. */
    readonly label: string;
    readonly origin?: Origin;
}

export interface TextLine {
    readonly x: number;
    readonly y: number;
    readonly text: string;
    readonly size: number;
    readonly weight: Weight;
    readonly ink: 'text' | 'muted' | 'inverse';
    readonly anchor: 'start' | 'middle' | 'end';
    /** What it is, where an overlay replaces or shortens it. */
    readonly part?: 'citation' | 'heading';
}

export interface SceneEdge {
    readonly id: string;
    readonly from: string;
    readonly to: string;
    readonly kind: 'start' | 'answer' | 'skip' | 'gap';
    readonly answers: readonly { readonly question: string; readonly label: string }[];
    /** Orthogonal, from the source's border to the target's. */
    readonly points: readonly Point[];
    readonly label?: Box & { readonly lines: readonly string[] };
}
