// The foot of a sheet: what is said where nobody asks for anything else, and what a template makes of it.

import { describe, expect, it } from 'vitest';
import { imprintOf } from '../../language/flowchart/imprint.js';
import { check } from '../support.js';

const sha256 = '3f2a9c01b2d4'.padEnd(64, '0');

async function policyOf(header: string) {
    const { policy } = await check(
        `${header}\nfact a "A?": yes/no\noutcome x as accept\nprinciple P { ask a otherwise => x }`,
    );
    if (!policy) throw new Error('The policy has errors.');
    return policy;
}

describe('the foot of a sheet', () => {
    it('says all that is known', async () => {
        const policy = await policyOf('policy p "Permits" effective from 2017-09-04');
        const commit = { name: '1a2b3c4', isChanged: true };
        expect(imprintOf(policy, { sha256, commit, generated: '2026-11-22' })).toBe(
            'Permits · version 3f2a9c01b2d4 · commit 1a2b3c4 with changes since · in force from 2017-09-04 · generated 2026-11-22',
        );
        expect(imprintOf(await policyOf('policy p'), {})).toBe('p');
    });

    it('leaves out the pieces of a template of which nothing is known', async () => {
        const policy = await policyOf('policy p "Permits"');
        const template = 'Housing · {title}, {version} · made from {commit} · {effective} · page one';
        expect(imprintOf(policy, { sha256 }, template)).toBe('Housing · Permits, version 3f2a9c01b2d4 · page one');
        expect(imprintOf(policy, {}, '{title} {version}')).toBe('Permits');
    });

    it('takes braces that name nothing as text, and a title as it is', async () => {
        const policy = await policyOf('policy p "A · {version} · B"');
        expect(imprintOf(policy, { sha256 }, '{owner} · {title}')).toBe('{owner} · A · {version} · B');
        expect(imprintOf(policy, {}, ' · ')).toBe('');
    });
});
