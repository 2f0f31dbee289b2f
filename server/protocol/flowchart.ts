// The flowchart of a policy, on screen and as a file.

import type { Direction, Scene } from '../../language/flowchart/scene.js';
import type { FileTexts } from './comparison.js';
import type { CaseRef, GivenFacts } from './deciding.js';
import type { PolicyRef } from './documents.js';

export interface FlowchartParams {
    readonly uri: string;
    /** Names the view, so that positions are kept while its policy is edited; without it, laid out afresh. */
    readonly view?: string;
    /** `auto`: from left to right where the longest way through the policy fits into the width of the view. */
    readonly direction?: Direction | 'auto';
    /** Of the view in CSS pixels, for `auto`; without it, that of a usual screen. */
    readonly width?: number;
    readonly outcomes?: 'repeated' | 'shared';
    /** Parts (principles) shown as one card; absent: as many as make the picture readable. */
    readonly folded?: readonly string[];
    /** Colours: the editor's own variables, or fixed ones. */
    readonly theme: ChartTheme;
    readonly overlay?: OverlayParams;
}

export type ChartTheme =
    | { readonly kind: 'editor'; readonly base: 'light' | 'dark' | 'contrast-light' | 'contrast-dark' }
    | { readonly kind: 'fixed'; readonly base: 'light' | 'dark' };

export interface OverlayParams {
    /** The path of a case; `active` follows the active case. */
    readonly case?: CaseRef | 'active';
    readonly suppose?: GivenFacts;
    readonly coverage?: boolean;
    /** What no case comes to, and problems. */
    readonly findings?: boolean;
    /** Against another version of the same files. */
    readonly changes?: {
        /** Its policy file, where that is another one. */
        readonly uri?: string;
        readonly files: FileTexts;
    };
    /** The card at which a replay stands. */
    readonly position?: string;
}

export type FlowchartResult =
    | {
          readonly kind: 'chart';
          readonly policy: PolicyRef;
          readonly scene: Scene;
          /** Complete, escaped, without scripts or remote references. */
          readonly svg: string;
          /** Spoken: `Path: 11 questions. Outcome: Accept, Band B (s 13(2)).` */
          readonly summary: string;
          readonly parts: readonly { readonly id: string; readonly title: string; readonly folded: boolean }[];
          /** The policy is so large that parts are to be unfolded one at a time. */
          readonly isLarge: boolean;
          /** The text has errors: this is the last version without. */
          readonly stale: { readonly message: string; readonly line: number } | null;
          readonly findings: Readonly<Record<string, string>>;
      }
    | { readonly kind: 'none'; readonly message: string };

export interface FlowchartChangedParams {
    /** Views of these policies are out of date. */
    readonly uris: readonly string[];
}

export interface ExportFlowchartParams extends Omit<FlowchartParams, 'view' | 'theme'> {
    readonly format: 'svg' | 'png' | 'html' | 'mermaid' | 'text';
    readonly theme?: 'light' | 'dark';
    /** PNG only: 1, 2 or 3. */
    readonly scale?: number;
    /** HTML only: the paper of its sheets, A4 unless it is said. */
    readonly paper?: 'A4' | 'Letter' | 'A3';
    /** HTML only: the foot of each sheet, with `{title}`, `{version}`, `{commit}`, `{effective}` and `{generated}`. */
    readonly footer?: string;
}

export type ExportResult =
    | { readonly kind: 'text'; readonly name: string; readonly text: string }
    | { readonly kind: 'bytes'; readonly name: string; readonly base64: string }
    | { readonly kind: 'problem'; readonly message: string };

export interface SupposeAnswerParams {
    readonly case: CaseRef;
    /** What is supposed already. */
    readonly suppose?: GivenFacts;
    /** The rule or step, and the label of its answer: `P3.b`, `at most £50`. */
    readonly question: string;
    readonly answer: string;
}

/** The facts to be supposed beyond those that are, as few as possible; none if the question gets the answer anyway. */
export type SupposeAnswerResult =
    | { readonly kind: 'facts'; readonly facts: GivenFacts }
    | { readonly kind: 'problem'; readonly message: string };
