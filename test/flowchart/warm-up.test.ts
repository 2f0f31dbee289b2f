// Getting ready draws a picture, and changes none that follows.

import { expect, test } from 'vitest';
import { renderSvg } from '../../language/flowchart/svg.js';
import { LIGHT } from '../../language/flowchart/theme.js';
import { warmUp } from '../../language/flowchart/warm-up.js';
import { drawExample } from './examples.js';

test('the warm-up leaves pictures as they are', async () => {
    const before = renderSvg((await drawExample('grants')).scene, LIGHT, {});
    await expect(warmUp()).resolves.toBeUndefined();
    expect(renderSvg((await drawExample('grants')).scene, LIGHT, {})).toBe(before);
});
