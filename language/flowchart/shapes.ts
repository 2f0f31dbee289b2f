// Outlines of cards, icons of outcomes and the course of edges, as SVG path data. Arrow heads are plain paths, for not
// every renderer knows markers.

import type { Tone } from '../model/policy.js';
import type { Box, Point, Shape } from './scene.js';

/** The outline of a card at its place. */
export function outline(shape: Shape, box: Box): string {
    const { x, y, width: w, height: h } = box;
    switch (shape) {
        case 'start':
            return roundedBox(box, h / 2);
        case 'accept':
            return roundedBox(box, Math.min(22, h / 2));
        case 'refuse': {
            const c = Math.min(11, h / 3);
            return `M${x + c} ${y}h${w - 2 * c}l${c} ${c}v${h - 2 * c}l${-c} ${c}h${2 * c - w}l${-c} ${-c}v${2 * c - h}z`;
        }
        case 'refer':
        case 'pending': {
            const point = Math.min(14, h / 2);
            return `M${x} ${y}h${w - point}l${point} ${h / 2}l${-point} ${h / 2}h${point - w}z`;
        }
        case 'neutral':
            return roundedBox(box, 3);
        case 'computed':
        case 'entry':
            return `M${x} ${y}h${w}v${h}h${-w}z`;
        case 'reference': {
            const point = Math.min(10, h / 2);
            return `M${x} ${y}h${w}v${h - point}l${-w / 2} ${point}l${-w / 2} ${-point}z`;
        }
        case 'question':
        case 'part':
        case 'end':
            return roundedBox(box, Math.min(6, h / 3));
    }
}

function roundedBox({ x, y, width: w, height: h }: Box, r: number): string {
    const a = `a${r} ${r} 0 0 1`;
    return `M${x + r} ${y}h${w - 2 * r}${a} ${r} ${r}v${h - 2 * r}${a} ${-r} ${r}h${2 * r - w}${a} ${-r} ${-r}v${2 * r - h}${a} ${r} ${-r}z`;
}

/** Strokes inside a disc of radius 9 around the origin. */
export const ICONS: Readonly<Record<Tone | 'end', string>> = {
    accept: 'M-4 0.2l2.8 3l5 -6',
    refuse: 'M-3.2 -3.2l6.4 6.4M3.2 -3.2l-6.4 6.4',
    refer: 'M-4.4 0h8M0.6 -3.2l3.2 3.2l-3.2 3.2',
    pending: 'M0 -4.6v4.8l3.2 2.4',
    neutral: 'M-4 0h8',
    end: 'M-2.6 -2.4a2.7 2.7 0 1 1 3.9 2.4q-1.3 0.6 -1.3 1.9M0 4.3v0.6',
};

const CORNER = 7;

/** A line with rounded corners that stops before its arrow head. */
export function edgePath(points: readonly Point[], arrow: number): string {
    const [first] = points;
    if (first === undefined) return '';
    let path = `M${first.x} ${first.y}`;
    for (let i = 1; i < points.length; i++) {
        const from = points[i - 1] as Point;
        const at = points[i] as Point;
        const to = points[i + 1];
        if (to === undefined) {
            const end = towards(at, from, arrow);
            path += `L${end.x} ${end.y}`;
            continue;
        }
        const r = Math.min(CORNER, distance(from, at) / 2, distance(at, to) / 2);
        const before = towards(at, from, r);
        const after = towards(at, to, r);
        path += `L${before.x} ${before.y}Q${at.x} ${at.y} ${after.x} ${after.y}`;
    }
    return path;
}

export function arrowHead(points: readonly Point[], length: number): string {
    const tip = points.at(-1);
    const from = points.at(-2);
    if (tip === undefined || from === undefined) return '';
    const base = towards(tip, from, length);
    const half = length * 0.42;
    const across = { x: ((tip.y - base.y) / length) * half, y: ((base.x - tip.x) / length) * half };
    const side = (sign: number): string => `${tidy(base.x + sign * across.x)} ${tidy(base.y + sign * across.y)}`;
    return `M${tip.x} ${tip.y}L${side(1)}L${side(-1)}z`;
}

function towards(from: Point, to: Point, length: number): Point {
    const whole = distance(from, to);
    if (whole === 0) return from;
    const share = Math.min(1, length / whole);
    return { x: tidy(from.x + (to.x - from.x) * share), y: tidy(from.y + (to.y - from.y) * share) };
}

function distance(a: Point, b: Point): number {
    return Math.hypot(a.x - b.x, a.y - b.y);
}

function tidy(value: number): number {
    return Math.round(value * 10) / 10;
}
