// Where a replay stands, and how it moves: forward by one, over what lies deeper, out of a rule, and back. Going back
// undoes the steps that led here, one by one; before the first of them it goes back event by event.

import type { TraceEvent } from '../../server/protocol.js';

export type Step = 'over' | 'in' | 'out';

export class Position {
    readonly #events: readonly TraceEvent[];
    #history: number[] = [];
    #index = 0;
    #furthest = 0;

    constructor(events: readonly TraceEvent[]) {
        this.#events = events;
    }

    get index(): number {
        return this.#index;
    }

    get event(): TraceEvent {
        return this.#events[this.#index] as TraceEvent;
    }

    /** Whether the replay has been further than it stands now. */
    get isLookingBack(): boolean {
        return this.#index < this.#furthest;
    }

    get isAtEnd(): boolean {
        return this.#index === this.#events.length - 1;
    }

    /** Where a step would lead; undefined at the end. */
    target(step: Step): number | undefined {
        if (this.isAtEnd) return undefined;
        const { depth, rule } = this.event;
        const after = (holds: (event: TraceEvent, index: number) => boolean): number | undefined => {
            const found = this.#events.findIndex((event, index) => index > this.#index && holds(event, index));
            return found < 0 ? this.#events.length - 1 : found;
        };
        if (step === 'in') return this.#index + 1;
        if (step === 'over') return after((event) => event.depth <= depth);
        if (depth > 1) return after((event) => event.depth < depth);
        // The end of the rule: its last event; from there, the next rule.
        const next = after((event) => event.rule !== rule || event.kind === 'end') ?? this.#events.length - 1;
        const last = this.#events.findLastIndex((event, index) => index < next && event.depth === 1);
        return last > this.#index ? last : next;
    }

    /** Goes where a step led, so that it can be undone. */
    stepTo(index: number): void {
        this.#history.push(this.#index);
        this.#goTo(index);
    }

    /** Goes where a run came to; steps before it are no longer undone one by one. */
    runTo(index: number): void {
        this.#history = [];
        this.#goTo(index);
    }

    /** Undoes the last step; false at the start. */
    back(): boolean {
        const before = this.#history.pop();
        if (before !== undefined) {
            this.#index = before;
            return true;
        }
        if (this.#index === 0) return false;
        const { depth } = this.event;
        const found = this.#events.findLastIndex((event, index) => index < this.#index && event.depth <= depth);
        this.#index = Math.max(0, found);
        return true;
    }

    /** The same place in another replay of the case: as far as both come past the same things. */
    within(events: readonly TraceEvent[]): Position {
        const moved = new Position(events);
        let same = 0;
        while (same < this.#index && keyOf(events[same + 1]) === keyOf(this.#events[same + 1])) same++;
        moved.runTo(same);
        return moved;
    }

    #goTo(index: number): void {
        this.#index = index;
        this.#furthest = Math.max(this.#furthest, index);
    }
}

function keyOf(event: TraceEvent | undefined): string {
    return event ? JSON.stringify([event.kind, event.rule, event.origin, event.depth]) : '';
}
