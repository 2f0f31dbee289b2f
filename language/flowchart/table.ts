// Composes the grid of a table question: a row number, then one column each. Columns are as wide as their longest cell
// up to a limit; longer cells wrap.

import type { Grid } from './graph.js';
import { measureText, wrapText } from './measure.js';
import type { Box, Point, TextLine } from './scene.js';

const CELL = { size: 11, lineHeight: 14, gap: 12, maxWidth: 132, maxLines: 4, padding: 4 } as const;

/** A table beyond this stands in the text version in full. */
const MOST_ROWS_SHOWN = 24;

export interface ComposedTable {
    readonly width: number;
    readonly height: number;
    readonly lines: readonly TextLine[];
    readonly rules: readonly { readonly from: Point; readonly to: Point }[];
    readonly rows: readonly (Box & { readonly label: string })[];
}

export function composeTable(grid: Grid): ComposedTable {
    const shown = grid.rows.slice(0, MOST_ROWS_SHOWN);
    const texts = [
        ['', ...grid.columns],
        ...shown.map((row) => [row.answer.replace(/^row /u, ''), ...row.cells]),
        ...(shown.length < grid.rows.length ? [['…', `and ${grid.rows.length - shown.length} more rows`]] : []),
    ];
    const columnCount = grid.columns.length + 1;
    const widths = Array.from({ length: columnCount }, (_, column) => {
        const longest = texts.map((row, index) =>
            measureText(row[column] ?? '', CELL.size, index === 0 ? 'bold' : 'regular'),
        );
        return Math.ceil(Math.min(CELL.maxWidth, Math.max(10, ...longest)));
    });
    const lines: TextLine[] = [];
    const rules: { from: Point; to: Point }[] = [];
    const rows: (Box & { label: string })[] = [];
    const width = widths.reduce((sum, one) => sum + one, 0) + CELL.gap * (columnCount - 1);
    let y = 0;
    texts.forEach((row, index) => {
        const weight = index === 0 ? 'bold' : 'regular';
        let x = 0;
        let height = 1;
        row.forEach((text, column) => {
            const box = { width: widths[column] as number, size: CELL.size, weight, maxLines: CELL.maxLines } as const;
            const wrapped = wrapText(text, box);
            wrapped.forEach((line, at) => {
                const baseline = y + CELL.padding + 10 + at * CELL.lineHeight;
                const muted = index === 0 || column === 0;
                lines.push({
                    x,
                    y: baseline,
                    text: line,
                    size: CELL.size,
                    weight,
                    ink: muted ? 'muted' : 'text',
                    anchor: 'start',
                });
            });
            height = Math.max(height, wrapped.length);
            x += (widths[column] as number) + CELL.gap;
        });
        const top = y;
        y += height * CELL.lineHeight + 2 * CELL.padding;
        const label = shown[index - 1]?.answer;
        if (label !== undefined) rows.push({ label, x: 0, y: top, width, height: y - top });
        if (index < texts.length - 1) rules.push({ from: { x: 0, y }, to: { x: width, y } });
    });
    return { width, height: y, lines, rules, rows };
}
