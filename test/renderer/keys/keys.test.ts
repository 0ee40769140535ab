import { describe, expect, test } from 'vitest'
import { ariaKeys, keyLabels } from '../../../renderer/keys/key-labels.ts'
import { chordOf, doesRepeat, matchKeys } from '../../../renderer/keys/match-keys.ts'
import { stepIn } from '../../../renderer/keys/use-list-keys.ts'

const press = (key: string, ...modifiers: ('ctrl' | 'meta' | 'alt' | 'shift')[]) => ({
  key,
  ctrlKey: modifiers.includes('ctrl'),
  metaKey: modifiers.includes('meta'),
  altKey: modifiers.includes('alt'),
  shiftKey: modifiers.includes('shift'),
})

describe('a press as a chord', () => {
  test.each([
    [press('j'), 'j'],
    [press('J', 'shift'), 'shift+j'],
    [press('?', 'shift'), '?'],
    [press('Enter', 'ctrl'), 'mod+enter'],
    [press('Enter', 'meta'), 'mod+enter'],
    [press('ArrowUp', 'alt'), 'alt+up'],
    [press(' '), 'space'],
    [press('1', 'meta'), 'mod+1'],
    [press('F6', 'shift'), 'shift+f6'],
    [press('Shift', 'shift'), null],
    [press('Dead'), null],
    // A browser that fills a field by itself tells of a press without a key.
    [{ ...press(''), key: undefined }, null],
  ])('%j is %s', (given, chord) => expect(chordOf(given, false)).toBe(chord))

  test('on a Mac Ctrl moves in a text, and is none of ours', () => {
    expect(chordOf(press('d', 'ctrl'), true)).toBeNull()
    expect(chordOf(press('d', 'meta'), true)).toBe('mod+d')
  })
})

test.each([
  ['j', true],
  ['down', true],
  ['shift+j', true],
  [']', true],
  // These decide, or turn something over.
  ['a', false],
  ['p', false],
  ['mod+enter', false],
  ['alt+up', false],
])('%s held down goes on: %s', (chord, does) => expect(doesRepeat(chord)).toBe(does))

describe('which command a chord runs', () => {
  const commands = [{ keys: 'j' }, { keys: 'g h' }, { keys: 'g' + ' i' }, { keys: 'j', later: true }]
  test.each([
    ['', 'j', commands[3], ''],
    ['', 'g', null, 'g'],
    ['g', 'h', commands[1], ''],
    // Nothing begins with "g j": the second key is a press of its own.
    ['g', 'j', commands[3], ''],
    ['g', 'g', null, 'g'],
    ['', 'x', null, ''],
  ])('after "%s", "%s"', (pending, chord, command, next) => {
    expect(matchKeys(commands, pending, chord)).toEqual({ command, pending: next })
  })
})

test('keys as they stand on the caps', () => {
  expect(keyLabels('mod+enter', true)).toEqual(['⌘↵'])
  expect(keyLabels('mod+enter', false)).toEqual(['Ctrl+↵'])
  expect(keyLabels('g h', false)).toEqual(['G', 'H'])
  expect(keyLabels('alt+up', false)).toEqual(['Alt+↑'])
  expect(keyLabels('shift+j', true)).toEqual(['⇧J'])
  expect(keyLabels('shift+f6', false)).toEqual(['Shift+F6'])
  expect(ariaKeys('mod+enter', true)).toBe('Meta+Enter')
  expect(ariaKeys('mod+enter', false)).toBe('Control+Enter')
})

test.each([
  [[], null, 1, null],
  [['a', 'b', 'c'], null, 1, 'a'],
  [['a', 'b', 'c'], null, -1, 'c'],
  [['a', 'b', 'c'], 'b', 1, 'c'],
  [['a', 'b', 'c'], 'c', 1, 'c'],
  [['a', 'b', 'c'], 'gone', 1, 'a'],
  [['a', 'b', 'c'], 'b', -3, 'a'],
])('a step in %j from %s by %d leads to %s', (items, current, step, to) => {
  expect(stepIn(items, current, step)).toBe(to)
})
