import { test } from 'node:test';
import { fenceCircles, fenceLayers, fenceWorker } from './layers.ts';
import { fenceLibraries, fenceUnusedPackages } from './libraries.ts';
import { fencePurity } from './purity.ts';
import { expectNothing, readTree } from './tree.ts';

const tree = readTree();

test('imports go down: layers, ranks, doors', () => expectNothing(fenceLayers(tree)));
test('the worker loads no page', () => expectNothing(fenceWorker(tree)));
test('imports never go round in a circle', () => expectNothing(fenceCircles(tree)));
test('rules are pure; time and chance are passed in', () => expectNothing(fencePurity(tree)));
test('a package lives in one place', () => expectNothing(fenceLibraries(tree)));
test('no package is there for nothing', () => expectNothing(fenceUnusedPackages(tree)));
