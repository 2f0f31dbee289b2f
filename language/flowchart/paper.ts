// Paper that a flowchart is printed on, and how much of a sheet its picture may take.

export const PAPERS = ['A4', 'Letter', 'A3'] as const;

export type PaperName = (typeof PAPERS)[number];

export interface Paper {
    /** As style sheets call it. */
    readonly name: PaperName;
    /** Without margins of 10 mm, in millimetres. */
    readonly width: number;
    readonly height: number;
    /** In CSS pixels, also without head, legend, foot and the line of a case. */
    readonly picture: { readonly width: number; readonly height: number };
    readonly cardsAcross: number;
    readonly mostQuestions: number;
}

const MARGINS = 20;
/** Of rounding, which must not make a sheet of nothing. */
const SPARE = 1;
const PIXELS_OF_MILLIMETRE = 96 / 25.4;
const AROUND_PICTURE = 139;

export function paperOf(name: PaperName): Paper {
    const [paperWidth, paperHeight] = SIZES[name];
    const [width, height] = [paperWidth - MARGINS, paperHeight - MARGINS - SPARE];
    return {
        name,
        width,
        height,
        picture: {
            width: Math.floor(width * PIXELS_OF_MILLIMETRE),
            height: Math.floor(height * PIXELS_OF_MILLIMETRE) - AROUND_PICTURE,
        },
        // More than one eye takes in at once is no help, however large the sheet.
        ...(name === 'A3' ? { cardsAcross: 3, mostQuestions: 24 } : { cardsAcross: 2, mostQuestions: 14 }),
    };
}

const SIZES: Readonly<Record<PaperName, readonly [width: number, height: number]>> = {
    A4: [210, 297],
    Letter: [215.9, 279.4],
    A3: [297, 420],
};
