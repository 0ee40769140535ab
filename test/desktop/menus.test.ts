import { expect, test, vi } from 'vitest'
import { type Clicked, contextTemplate } from '../../electron/desktop/context-menu.ts'
import { dockTemplate, jumpItems, placeAsked, type Recent } from '../../electron/desktop/recent.ts'
import { trayTemplate, trayTip } from '../../electron/desktop/tray-menu.ts'
import { waitingOf } from '../../electron/desktop/waiting.ts'
import type { MenuItem } from '../../electron/menu.ts'

const outline = (items: readonly MenuItem[]): string[] =>
  items.map(({ label, role, type, enabled }) => `${label ?? role ?? type}${enabled === false ? ' (off)' : ''}`)
/** Chooses an item as a person would; `click` takes what no item of ours reads. */
function choose(items: readonly MenuItem[], label: string): void {
  const click: unknown = items.find((item) => item.label === label)?.click
  if (typeof click !== 'function') throw new Error(`no item ${label}`)
  click()
}

const NOTHING: Clicked = {
  linkURL: '',
  selectionText: '',
  isEditable: false,
  editFlags: { canCut: false, canCopy: false, canPaste: false, canSelectAll: true },
}
const SELECTED = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true }

test.each([
  { on: 'the ground', clicked: {}, menu: [] },
  { on: 'blanks that are selected', clicked: { selectionText: ' \n', editFlags: SELECTED }, menu: [] },
  { on: 'a selected text', clicked: { selectionText: 'word', editFlags: SELECTED }, menu: ['copy'] },
  {
    on: 'an empty field',
    clicked: { isEditable: true },
    menu: ['cut (off)', 'copy (off)', 'paste (off)', 'separator', 'selectAll'],
  },
  {
    on: 'a field with a selection',
    clicked: { isEditable: true, selectionText: 'word', editFlags: SELECTED },
    menu: ['cut', 'copy', 'paste', 'separator', 'selectAll'],
  },
  { on: 'a link of ours', clicked: { linkURL: 'app://ours#/run/1' }, menu: ['Open in New Window'] },
  {
    on: 'a link elsewhere, with a selection',
    clicked: { linkURL: 'https://a.example/', selectionText: 'a', editFlags: SELECTED },
    menu: ['Copy Link', 'separator', 'copy'],
  },
])('a click on $on offers $menu', ({ clicked, menu }) => {
  const commands = { placeOf: placeInOurs, openWindow: vi.fn(), copy: vi.fn() }
  expect(outline(contextTemplate({ ...NOTHING, ...clicked }, commands))).toEqual(menu)
})

const placeInOurs = (address: string): string | null => /^app:\/\/ours(#.*)$/.exec(address)?.[1] ?? null

test('a link is opened or copied as it is', () => {
  const commands = { placeOf: placeInOurs, openWindow: vi.fn(), copy: vi.fn() }
  choose(contextTemplate({ ...NOTHING, linkURL: 'app://ours#/run/1' }, commands), 'Open in New Window')
  choose(contextTemplate({ ...NOTHING, linkURL: 'https://a.example/?b' }, commands), 'Copy Link')
  expect(commands.openWindow).toHaveBeenCalledWith('#/run/1')
  expect(commands.copy).toHaveBeenCalledWith('https://a.example/?b')
})

const repository = (id: string, name: string): Recent => ({ id, name, path: `/srv/${name}` })
const SHOP = repository('0123456789abcdef', 'shop & co')
const BLOG = repository('fedcba9876543210', 'blog')

test('the dock leads to a new run in each repository, whatever its name is made of', () => {
  const open = vi.fn()
  const items = dockTemplate([SHOP, BLOG], open)
  expect(outline(items)).toEqual(['New Run in shop && co', 'New Run in blog'])
  choose(items, 'New Run in blog')
  expect(open).toHaveBeenCalledWith(`#/new?repository=${BLOG.id}`)
})

test('the jump list starts the program with what it will understand, without what the person took out', () => {
  const items = jumpItems([SHOP, BLOG], 'C:\\Triptych.exe', [`--new-run=${SHOP.id}`])
  expect(items).toMatchObject([{ program: 'C:\\Triptych.exe', title: 'New run in blog', description: '/srv/blog' }])
  expect(placeAsked(['C:\\Triptych.exe', '--original-process-start-time=1', items[0]?.args ?? ''])).toBe(
    `#/new?repository=${BLOG.id}`,
  )
})

test.each([[[]], [['triptych', '.']], [['--new-run=']], [['--new-run=../../etc']], [['--new-run=0123456789ABCDEF']]])(
  'other arguments ask for no place: %j',
  (argv) => expect(placeAsked(argv)).toBeNull(),
)

const WAITING = waitingOf(
  [
    { runId: 'a', question: 'Approve the plan?' },
    { runId: 'b', question: 'Allow\u202e once?' },
    { runId: 'a', question: 'Allow once?' },
  ],
  new Map([['a', 'shop: Add totals']]),
)

test('what waits is each run once, by its title or else its question', () => {
  expect(WAITING).toEqual({
    questions: 3,
    runs: [
      { runId: 'a', title: 'shop: Add totals' },
      { runId: 'b', title: 'Allow<U+202E> once?' },
    ],
  })
})

test.each([
  { waiting: WAITING, working: 1, tip: 'Triptych: 3 questions wait for you, 1 run works' },
  {
    waiting: waitingOf([{ runId: 'a', question: 'Q' }], new Map()),
    working: 0,
    tip: 'Triptych: 1 question waits for you',
  },
  { waiting: waitingOf([], new Map()), working: 2, tip: 'Triptych: 2 runs work' },
  { waiting: waitingOf([], new Map()), working: 0, tip: 'Triptych' },
])('the tray says "$tip"', ({ waiting, working, tip }) => expect(trayTip(waiting, working)).toBe(tip))

test('the tray leads to what waits, opens the window and ends the application', () => {
  const commands = { open: vi.fn(), show: vi.fn(), quit: vi.fn() }
  const items = trayTemplate(WAITING, 0, commands)
  expect(outline(items)).toEqual([
    'Open Triptych',
    'separator',
    '3 questions wait for you (off)',
    'shop: Add totals',
    'Allow<U+202E> once?',
    'separator',
    'Quit Triptych',
  ])
  choose(items, 'shop: Add totals')
  choose(items, 'Open Triptych')
  choose(items, 'Quit Triptych')
  expect([commands.show.mock.calls, commands.open.mock.calls, commands.quit.mock.calls]).toEqual([[['a']], [[]], [[]]])
  const gates = Array.from({ length: 20 }, (_, index) => ({ runId: String(index), question: `Q${index}` }))
  expect(outline(trayTemplate(waitingOf(gates, new Map()), 0, commands))).toContain('and 12 more (off)')
  expect(outline(trayTemplate(waitingOf([], new Map()), 0, commands))).toContain('Nothing waits for you (off)')
})
