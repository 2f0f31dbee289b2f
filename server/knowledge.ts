// What was found out about files, remembered for as long as nothing that it rests on changes. Where there is more than memory
// should hold, only outlines are remembered of what nobody has asked for in a while; the rest is worked out again.

import { type CheckedFile, checkFile, filesOf, type Project, type SourceFile } from '../language/index.js';
import { letGoOfTrees } from '../language/syntax/document.js';
import { linksOf } from '../language/syntax/project.js';
import { type Outline, outlineOf } from './outline.js';
import { Recency } from './recency.js';

/**
 * Of so many characters syntax trees and what was lowered from them are kept; they take about a hundred times as much
 * memory. It is some eighty times the largest example, and leaves a process with a gigabyte room for everything else.
 */
const MAX_PARSED_LENGTH = 6_000_000;

interface Unit {
    /** It holds as long as these are the same. */
    readonly rests: readonly unknown[];
    readonly outline: Outline;
    /** Absent if it was let go. */
    checked: CheckedFile | undefined;
}

export class Knowledge {
    private readonly units = new Map<string, Unit>();
    private readonly good = new Map<string, CheckedFile>();
    private readonly recency: Recency;

    /** @param project the files and documents as they are at any time */
    constructor(
        private readonly project: Project,
        mostParsed = MAX_PARSED_LENGTH,
    ) {
        this.recency = new Recency(mostParsed);
    }

    /** Somebody works with the syntax tree of a file. */
    touch({ uri, text }: SourceFile): void {
        this.recency.touch(uri, text.length);
    }

    checked(file: SourceFile): CheckedFile {
        const unit = this.unitOf(file);
        unit.checked ??= this.check(file);
        this.recency.keep(unit.checked.files.map(({ uri, text }) => [uri, text.length]));
        return unit.checked;
    }

    /** Another object as soon as anything the file rests on changes. */
    outline(file: SourceFile): Outline {
        return this.unitOf(file).outline;
    }

    /** A file as it was when it last had a policy. */
    lastGood(uri: string): CheckedFile | undefined {
        return this.good.get(uri);
    }

    /** Lets go what is too much, and all that was made of it. */
    tidy(dependentsOf: (uri: string) => readonly string[]): void {
        for (const uri of this.recency.excess()) {
            const file = this.project.files.get(uri);
            if (!file) continue;
            letGoOfTrees(file);
            for (const each of dependentsOf(uri)) {
                const unit = this.units.get(each);
                if (unit) unit.checked = undefined;
                this.good.delete(each);
            }
        }
    }

    forget(uri: string): void {
        this.units.delete(uri);
        this.good.delete(uri);
        this.recency.forget(uri);
    }

    private unitOf(file: SourceFile): Unit {
        const rests = this.restsOf(file);
        const known = this.units.get(file.uri);
        if (known && sameList(known.rests, rests)) return known;
        const checked = this.check(file);
        const unit: Unit = { rests, outline: outlineOf(checked), checked };
        this.units.set(file.uri, unit);
        return unit;
    }

    /** All that what is found out about a file hangs on. */
    private restsOf(file: SourceFile): readonly unknown[] {
        const files = filesOf(this.project, file);
        return [...files, ...files.map((each) => this.project.sources.get(linksOf(each).source ?? ''))];
    }

    private check(file: SourceFile): CheckedFile {
        const checked = checkFile(this.project, file);
        this.recency.keep(checked.files.map(({ uri, text }) => [uri, text.length]));
        if (checked.policy) this.good.set(file.uri, checked);
        return checked;
    }
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
    return a.length === b.length && a.every((each, index) => each === b[index]);
}
