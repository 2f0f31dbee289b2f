// What somebody probably meant: the name that is closest to a mistyped one, if one is close enough to be worth saying.

/** The nearest of the names, at most a third of the letters away; of equally near ones the first. */
export function nearMiss(given: string, names: Iterable<string>): string | undefined {
    const limit = Math.max(1, Math.floor(given.length / 3));
    let best: string | undefined;
    let least = limit + 1;
    for (const name of names) {
        const distance = editDistance(given.toLowerCase(), name.toLowerCase());
        if (distance < least) {
            best = name;
            least = distance;
        }
    }
    return best;
}

/** Insertions, deletions, replacements and exchanged neighbours (optimal string alignment; Damerau 1964). */
function editDistance(left: string, right: string): number {
    if (Math.abs(left.length - right.length) > LONGEST_DIFFERENCE) return LONGEST_DIFFERENCE + 1;
    let before: number[] = [];
    let above = Array.from({ length: right.length + 1 }, (_, column) => column);
    for (let row = 1; row <= left.length; row++) {
        const current = [row];
        for (let column = 1; column <= right.length; column++) {
            const same = left[row - 1] === right[column - 1];
            let cost = Math.min(
                (above[column] as number) + 1,
                (current[column - 1] as number) + 1,
                (above[column - 1] as number) + (same ? 0 : 1),
            );
            const exchanged =
                row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
            if (exchanged) cost = Math.min(cost, (before[column - 2] as number) + 1);
            current.push(cost);
        }
        before = above;
        above = current;
    }
    return above[right.length] as number;
}

/** Names that differ more in length are not compared: nobody types that by mistake. */
const LONGEST_DIFFERENCE = 8;
