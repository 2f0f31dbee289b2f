// Writes a chart as Mermaid text, for pages that draw it themselves. Everything that Mermaid could read as markup is
// written as a character reference, so that any text of a policy is safe in it.

import type { Card, Chart, Link } from './arrange.js';
import { escapeMarkup, readable } from './escape.js';
import { NO_OVERLAY, type Overlay } from './overlay.js';
import type { Scene } from './scene.js';
import { LIGHT } from './theme.js';

/** Of the overlays it takes the path of a case. */
export function renderMermaid(chart: Chart, scene: Scene, overlay: Overlay = NO_OVERLAY): string {
    const ids = new Map(chart.cards.map((card, index) => [card.id, `n${index}`]));
    const numbers = new Map(scene.numbers.map(({ question, number }) => [question, number]));
    const lines = [
        '---',
        `title: ${JSON.stringify(plain(titleOf(chart, overlay)))}`,
        '---',
        `flowchart ${scene.direction === 'down' ? 'TD' : 'LR'}`,
    ];
    for (const section of chart.sections) {
        const isMain = section.kind === 'main';
        const cards = chart.cards.filter((card) => card.section === section.kind);
        const indent = isMain ? '    ' : '        ';
        if (!isMain) lines.push(`    subgraph ${section.kind} [${quoted(section.title ?? '')}]`);
        for (const card of cards) if (card.group === undefined) lines.push(indent + nodeText(card));
        for (const group of chart.groups.filter((one) => one.section === section.kind)) {
            const title = `${group.part.id} ${group.part.title}${group.part.citations.length > 0 ? ` · ${group.part.citations.join(', ')}` : ''}`;
            lines.push(`${indent}subgraph g${chart.groups.indexOf(group)} [${quoted(title)}]`);
            for (const card of cards) if (card.group === group.id) lines.push(`${indent}    ${nodeText(card)}`);
            lines.push(`${indent}end`);
        }
        if (!isMain) lines.push('    end');
    }
    for (const link of chart.links) lines.push(`    ${linkText(link)}`);
    for (const tone of ['accept', 'refuse', 'refer', 'pending', 'neutral'] as const) {
        const { fill, ink } = LIGHT.tones[tone];
        lines.push(`    classDef ${tone} fill:${fill},stroke:${ink},color:${LIGHT.text},stroke-width:2px`);
    }
    lines.push(`    classDef unreachable stroke-dasharray:6 4`);
    const { case: shown } = overlay;
    if (shown !== undefined) {
        const cards = chart.cards.filter((card) => Object.hasOwn(shown.cards, card.id)).map((card) => ids.get(card.id));
        const path = new Set(shown.edges);
        const links = chart.links.flatMap((link, index) => (path.has(link.id) ? [index] : []));
        lines.push(`    classDef path stroke:${LIGHT.path},stroke-width:4px`);
        if (cards.length > 0) lines.push(`    class ${cards.join(',')} path`);
        if (links.length > 0) lines.push(`    linkStyle ${links.join(',')} stroke:${LIGHT.path},stroke-width:4px`);
    }
    return `${lines.join('\n')}\n`;

    function nodeText(card: Card): string {
        const id = ids.get(card.id);
        const text = cardText(card, numbers.get(card.id));
        const dead = card.section === 'unreachable' ? ':::unreachable' : '';
        switch (card.kind) {
            case 'start':
                return `${id}([${quoted(text)}])`;
            case 'question':
            case 'part':
            case 'entry':
                return `${id}[${quoted(text)}]${dead}`;
            case 'end':
                return `${id}[/${quoted(text)}/]${dead}`;
            case 'reference':
                return `${id}[\\${quoted(text)}/]${dead}`;
            case 'outcome': {
                const { tone } = card.outcome;
                const shape = tone === 'accept' ? ['([', '])'] : tone === 'refuse' ? ['{{', '}}'] : ['[', ']'];
                return `${id}${shape[0]}${quoted(text)}${shape[1]}:::${tone}`;
            }
        }
    }

    function linkText(link: Link): string {
        const arrow = link.kind === 'skip' || link.kind === 'gap' ? '-.->' : '-->';
        const label = link.text === '' ? '' : `|${quoted(link.text)}|`;
        return `${ids.get(link.from)} ${arrow}${label} ${ids.get(link.to)}`;
    }

    function numberOf(question: string): string {
        const number = numbers.get(question);
        return number === undefined ? question : `Q${number}`;
    }

    function cardText(card: Card, number: number | undefined): string {
        switch (card.kind) {
            case 'start':
                return card.text;
            case 'question': {
                const { id, title, text, guards, checklist, table, citations } = card.question;
                return [
                    `Q${number} · ${id}${title === undefined || title === text ? '' : ` ${title}`}`,
                    ...guards.map((guard) => `Only when: ${guard}`),
                    text,
                    ...(checklist === undefined
                        ? []
                        : [checklist.heading, ...checklist.items.map((item) => `– ${item.text}`)]),
                    ...(table?.rows.map((row) => `${row.answer}: ${row.cells.join(' | ')}`) ?? []),
                    citations.join(', '),
                ].join('\n');
            }
            case 'part':
                return `${card.part.id} ${card.part.title}\n${card.questions.length} questions`;
            case 'outcome': {
                const { title, reason, citations, review } = card.outcome;
                return [
                    title,
                    reason ?? '',
                    citations.join(', '),
                    review === undefined ? '' : `then review ${numberOf(review)}`,
                ].join('\n');
            }
            case 'end':
                return 'No outcome\nthe policy is silent';
            case 'entry':
                return `${card.text}\nFrom ${card.from.map(({ question }) => numberOf(question)).join(', ')}`;
            case 'reference':
                return `Go to ${numberOf(card.question)}\n${card.text}`;
        }
    }
}

function titleOf(chart: Chart, { case: shown }: Overlay): string {
    return shown === undefined ? chart.title : `${chart.title} · ${shown.title}. ${shown.summary}`;
}

function quoted(text: string): string {
    const lines = text.split('\n').filter((line) => line !== '');
    return `"${lines.map(referenced).join('<br/>')}"`;
}

/** Mermaid writes references as `#60;`; letters, digits and harmless marks stay as they are. */
function referenced(text: string): string {
    return [...readable(text)]
        .map((character) =>
            /[\p{L}\p{N} .,:?!()/£€$%+–—’‘“”·-]/u.test(character) ? character : `#${character.codePointAt(0)};`,
        )
        .join('');
}

/** For the front matter, which is YAML and not markup. */
function plain(text: string): string {
    return escapeMarkup(text).replace(/\s+/gu, ' ');
}
