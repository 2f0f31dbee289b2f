// A chart of the server as the page needs it, and the card that belongs to a place in the text.

import * as vscode from 'vscode';
import type { Position, Scene } from '../../server/protocol.js';
import { toRange } from '../positions.js';
import type { OverlayChoice, PageCard, PageChart, PanelState } from './messages.js';
import type { Chart } from './panel.js';

type SceneCard = Scene['cards'][number];

export function toPage(chart: Chart, state: PanelState, supposed: number): PageChart {
    const { scene, svg, summary, stale, policy } = chart;
    const { t } = vscode.l10n;
    const texts = new Map(scene.edges.map((edge) => [edge.id, edge.label?.lines.join(' ') ?? '']));
    const cards = scene.cards.map((card): PageCard => {
        const ways = scene.edges.filter(({ from }) => from === card.id);
        return {
            id: card.id,
            label: card.label,
            short: shortOf(card),
            isOutcome: card.role === 'outcome' || card.role === 'end',
            next: ways.map(({ id, to }) => ({ edge: id, card: to, label: texts.get(id) ?? '' })),
            answers: ways.flatMap(({ id, answers }) =>
                answers
                    .filter(({ question }) => question === card.id)
                    .map(({ label }) => ({ label, text: answers.length === 1 ? (texts.get(id) ?? label) : label })),
            ),
        };
    });
    return {
        kind: 'chart',
        title: policy.title ?? policy.name,
        svg,
        summary,
        banner: stale && t('Showing the last version without errors · line {0}: {1}', stale.line + 1, stale.message),
        cards,
        suppositions: supposed === 0 ? null : supposed === 1 ? t('1 supposition') : t('{0} suppositions', supposed),
        overlayTitle: overlayTitle(state.overlay),
        state,
    };
}

export function overlayTitle(overlay: OverlayChoice): string {
    const { t } = vscode.l10n;
    return { none: t('None'), path: t('Path'), coverage: t('Coverage'), changes: t('Changes') }[overlay];
}

/** `question 5`, `ends: Refused`. */
function shortOf({ role, number, label, id }: SceneCard): string {
    const { t } = vscode.l10n;
    const first = label.split('. ')[0] ?? '';
    switch (role) {
        case 'outcome':
        case 'end':
            return t('ends: {0}', first.replace(/^Outcome: /, ''));
        case 'part':
            return t('to part {0}', id);
        default:
            return number === undefined ? first : t('to question {0}', number);
    }
}

/** The innermost card whose text holds the position. */
export function cardAt(cards: readonly SceneCard[], uri: string, position: Position): SceneCard | undefined {
    const place = new vscode.Position(position.line, position.character);
    return cards
        .filter(({ origin }) => origin && origin.uri === uri && toRange(origin.range).contains(place))
        .sort((a, b) => lengthOf(a) - lengthOf(b))[0];
}

function lengthOf({ origin }: SceneCard): number {
    return origin ? origin.range.end.line - origin.range.start.line : Number.POSITIVE_INFINITY;
}
