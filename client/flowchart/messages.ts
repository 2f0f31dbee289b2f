// What the flowchart's panel and its page say to each other.

/** A card as the page needs it to be walked with the keyboard. */
export interface PageCard {
    readonly id: string;
    readonly label: string;
    /** Ways on, in reading order. */
    readonly next: readonly { readonly card: string; readonly label: string }[];
}

export type ToPage =
    | {
          readonly kind: 'chart';
          readonly title: string;
          readonly svg: string;
          readonly summary: string;
          readonly banner: string | null;
          readonly cards: readonly PageCard[];
          readonly state: PageState;
      }
    | { readonly kind: 'none'; readonly message: string }
    | { readonly kind: 'cursor'; readonly card: string | null }
    | { readonly kind: 'do'; readonly action: 'fit' | 'zoomIn' | 'zoomOut' };

export type FromPage =
    | { readonly kind: 'ready' }
    /** `glance`: show the source; `open`: go there. */
    | { readonly kind: 'reveal'; readonly card: string; readonly how: 'glance' | 'open' }
    | { readonly kind: 'fold'; readonly card: string }
    | { readonly kind: 'command'; readonly command: PageCommand };

/** Buttons of the tool bar that the editor carries out. */
export type PageCommand = 'direction' | 'outcomes' | 'case' | 'coverage' | 'export';

/** What the page keeps, so that a reload brings the same panel back. */
export interface PageState {
    readonly uri: string;
}
