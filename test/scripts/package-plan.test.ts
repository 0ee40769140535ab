import { expect, test } from 'vitest'
import { feedOptions } from '../../scripts/package-plan.mjs'

test.each([
  [undefined, []],
  ['', []],
  ['ada/triptych', ['-c.publish.provider=github', '-c.publish.owner=ada', '-c.publish.repo=triptych']],
  ['https://example.com/t/', ['-c.publish.provider=generic', '-c.publish.url=https://example.com/t/']],
])('TRIPTYCH_UPDATES=%s', (feed, options) => {
  expect(feedOptions({ TRIPTYCH_UPDATES: feed })).toEqual({ options })
})

test.each(['http://example.com/t/', 'ada', 'ada/triptych/releases', 'file:///srv/t'])(
  'what anybody on the way could change, or is no place, is refused: %s',
  (feed) => {
    expect(feedOptions({ TRIPTYCH_UPDATES: feed })).toEqual({ problem: expect.stringContaining(feed) })
  },
)
