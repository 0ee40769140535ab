import { expect, test } from 'vitest'
import { windowHandlers } from '../../electron/handlers/windows.ts'
import { contract } from '../../shared/contract.ts'
import { placeOfNewRun, placeOfRun, runOfPlace } from '../../shared/place.ts'

const caller = { watch: () => undefined }
const RUN = '5b7c1d2e-0000-4000-8000-000000000001'

test('a window opens at the place, where the host has windows', async () => {
  const opened: string[] = []
  const open = (openWindow: ((place: string) => void) | null) =>
    windowHandlers({ openWindow })['windows.open']({ place: placeOfRun(RUN) }, caller)
  expect(await open((place) => opened.push(place))).toEqual({ ok: true, value: null })
  expect(opened).toEqual([`#/run/${RUN}`])
  expect(await open(null)).toMatchObject({ ok: false, error: { code: 'unavailable' } })
})

test.each([
  '#/',
  placeOfRun(RUN),
  placeOfNewRun('0123456789abcdef'),
  `#/run/${RUN}/review?item=src%2Fa+b.ts&line=12`,
  `#/run/${RUN}/artifacts?item=%F0%9F%99%82*`,
])('%s is a place of our page', (place) => {
  expect(contract['windows.open'].input.safeParse({ place }).success).toBe(true)
})

test.each(['', '/', '#', 'https://a.example/#/', '#/a b', '#/\n', '#/"', '#/<b>', `#/${'x'.repeat(2_001)}`, 'x#/'])(
  '%j is none',
  (place) => expect(contract['windows.open'].input.safeParse({ place }).success).toBe(false),
)

test.each([
  { place: placeOfRun(RUN), run: RUN },
  { place: `#/run/${RUN}/plan?item=x`, run: RUN },
  { place: '#/', run: null },
  { place: placeOfNewRun('0123456789abcdef'), run: null },
])('$place is in the run $run', ({ place, run }) => expect(runOfPlace(place)).toBe(run))
