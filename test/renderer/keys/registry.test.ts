import { expect, test } from 'vitest'
import { createRegistry } from '../../../renderer/keys/registry.ts'

test('a view keeps its place whatever it registers later', () => {
  const registry = createRegistry<string>()
  const [header, tab] = [{}, {}]
  registry.enter(header)
  const leave = registry.enter(tab)
  registry.set(header, ['p pause'])
  registry.set(tab, ['p previous hit'])
  registry.set(header, ['p resume'])
  expect(registry.list()).toEqual(['p resume', 'p previous hit'])
  leave()
  expect(registry.list()).toEqual(['p resume'])
})

test('who left registers nothing', () => {
  const registry = createRegistry<string>()
  const view = {}
  registry.enter(view)()
  registry.set(view, ['j'])
  expect(registry.list()).toEqual([])
})

test('listeners hear of every change, and the list is the same in between', () => {
  const registry = createRegistry<string>()
  const view = {}
  const heard: (readonly string[])[] = []
  const stop = registry.subscribe(() => heard.push(registry.list()))
  const leave = registry.enter(view)
  registry.set(view, ['j'])
  expect(registry.list()).toBe(registry.list())
  leave()
  stop()
  registry.enter(view)
  registry.set(view, ['k'])
  expect(heard).toEqual([['j'], []])
})
