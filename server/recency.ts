// Which files were asked for last, and which are too much to keep: least recently used ones go first.

export class Recency {
    /** Lengths by URI, the file asked for last at the end. */
    private readonly lengths = new Map<string, number>();
    private total = 0;
    private kept: ReadonlySet<string> = new Set();

    /** @param most how long all files together may be */
    constructor(private readonly most: number) {}

    touch(uri: string, length: number): void {
        this.forget(uri);
        this.lengths.set(uri, length);
        this.total += length;
    }

    /** The same for files that are of use together only: they stay until others are asked for, however long they are. */
    keep(files: readonly (readonly [uri: string, length: number])[]): void {
        for (const [uri, length] of files) this.touch(uri, length);
        this.kept = new Set(files.map(([uri]) => uri));
    }

    forget(uri: string): void {
        this.total -= this.lengths.get(uri) ?? 0;
        this.lengths.delete(uri);
    }

    /** Takes out what is too much, and gives it. */
    excess(): readonly string[] {
        const found: string[] = [];
        for (const uri of this.lengths.keys()) {
            if (this.total <= this.most) break;
            if (this.kept.has(uri)) continue;
            this.forget(uri);
            found.push(uri);
        }
        return found;
    }
}
