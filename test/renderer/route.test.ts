import { describe, expect, test } from 'vitest'
import { hrefOf, parseRoute, type Route, runRoute } from '../../renderer/route.ts'

const ID = '7f3a0c1e-0000-4000-8000-000000000001'

describe('an address and its place', () => {
  test.each<[string, Route]>([
    ['#/', { name: 'runs' }],
    ['#/inbox', { name: 'inbox' }],
    ['#/agents', { name: 'agents' }],
    ['#/usage', { name: 'usage' }],
    ['#/removed', { name: 'removed' }],
    ['#/new', { name: 'new', repositoryId: null }],
    ['#/new?repository=0123456789abcdef', { name: 'new', repositoryId: '0123456789abcdef' }],
    [`#/run/${ID}`, runRoute(ID)],
    [`#/run/${ID}/plan`, runRoute(ID, 'plan')],
    [`#/run/${ID}/artifacts?item=a-1&line=40`, runRoute(ID, 'artifacts', 'a-1', 40)],
    [`#/run/${ID}/artifacts?item=a-1&line=40&path=src%2Fa.ts`, runRoute(ID, 'artifacts', 'a-1', 40, 'src/a.ts')],
    [`#/run/${ID}/review?item=src%2Fa%26b.ts`, runRoute(ID, 'review', 'src/a&b.ts')],
  ])('%s', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route)
    expect(hrefOf(route)).toBe(hash)
  })

  test.each(['', '#', '#/elsewhere', '#/run', '#/run/', '#/run/%E0%A4%A'])('%s is the list of runs', (hash) => {
    expect(parseRoute(hash)).toEqual({ name: 'runs' })
  })

  test('an unknown tab is the run itself, and a line that is none is left out', () => {
    expect(parseRoute(`#/run/${ID}/nonsense?line=-3`)).toEqual(runRoute(ID))
  })
})
