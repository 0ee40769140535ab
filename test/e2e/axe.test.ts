import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { raiseGate } from '../../electron/engine/gates.ts'
import { databaseFile } from '../../electron/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { axeProblems } from './axe.ts'
import { type OpenWindow, openWindow } from './hosts.ts'
import { newHome, placeGarbage, placePredecessor } from './seeded-home.ts'
import { type LiveRuns, type SeededRuns, seedRuns, wakeRuns } from './seeded-runs.ts'

const NOT_A_RUN = '00000000-0000-4000-8000-000000000000'

/** Goes to a place of the window, after `#/`, and waits until it is there. */
async function goTo(page: Page, place: string, ready: Locator): Promise<void> {
  await page.evaluate((hash) => location.assign(`#/${hash}`), place)
  await ready.first().waitFor()
  await page.waitForFunction(() => !/Reading [^…]{1,60}…/.test(document.body.textContent ?? ''))
  // A view that broke leaves a page in which nothing else can be wrong.
  expect(await page.getByText('could not be shown:').allInnerTexts()).toEqual([])
}

/** Buttons, links and fields that reach out of the window sideways, and whether the page scrolls sideways at all. Runs in the page. */
function outside(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement
  const controls = [
    ...document.querySelectorAll<HTMLElement>('main button, main a, main input, main textarea, main select'),
  ]
  const out = controls.filter((control) => {
    const box = control.getBoundingClientRect()
    const isScrolled = control.closest('pre, table, [data-rows], section[tabindex="0"]') !== null
    return !isScrolled && box.width > 0 && box.height > 0 && (box.right > clientWidth + 1 || box.left < -1)
  })
  return [
    ...(scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`] : []),
    ...out.map((control) => control.outerHTML.slice(0, 120)),
  ]
}

/** What moves now, and what would when it is pointed at or changes, with how long it takes. Runs in the page. */
function moves(): string[] {
  const now = document.getAnimations().flatMap((animation) => {
    const { duration } = animation.effect?.getComputedTiming() ?? {}
    const name = animation instanceof CSSAnimation ? animation.animationName : 'a transition'
    return Number(duration) > 0 ? [`${name} ${duration} ms`] : []
  })
  const later = [...document.querySelectorAll('*')].flatMap((element) => {
    const { transitionDuration, scrollBehavior } = getComputedStyle(element)
    const ms = Math.max(...transitionDuration.split(', ').map((each) => Number.parseFloat(each) * 1000))
    return [
      ...(ms > 0 ? [`${element.localName} ${ms} ms`] : []),
      ...(scrollBehavior === 'smooth' ? [`${element.localName} scrolls smoothly`] : []),
    ]
  })
  return [...new Set([...now, ...later])]
}

describe('every view of a used data folder', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'triptych-axe-'))
  let seeded: SeededRuns
  let live: LiveRuns
  let asking: Record<'login' | 'server', string>
  let window: OpenWindow
  let page: Page
  beforeAll(async () => {
    seeded = await seedRuns(folder, { isCommented: false })
    addArtifact(seeded)
    window = await openWindow('serve', seeded.home, seeded.env)
    page = window.page
    await page.getByRole('table', { name: 'Runs' }).waitFor()
    live = await wakeRuns(seeded)
    asking = addGates(seeded.home)
  }, 600_000)
  afterAll(async () => {
    await window?.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  })
  const heading = (name: string | RegExp): Locator => page.getByRole('heading', { name })
  const region = (name: string | RegExp): Locator => page.getByRole('region', { name })

  test('the list of runs, with the peek', async () => {
    const peek = page.getByRole('complementary', { name: 'Selected run' })
    await goTo(page, '', peek)
    expect(await axeProblems(page)).toEqual([])
    // What its question rests on, and what approving does, without leaving the list.
    const runs = page.getByRole('table', { name: 'Runs' })
    await runs.getByRole('link', { name: /^Get tally ready/ }).focus()
    await peek.getByText('exit 0').first().waitFor()
    await peek.getByText(/^The result stays on triptych/).waitFor()
    expect(await axeProblems(page)).toEqual([])
  })

  test('the list of runs, where no run matches', async () => {
    await page.getByRole('searchbox').fill('nothing has this name')
    await page.getByText('No run matches.').waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.getByRole('searchbox').fill('')
  })

  test('the inbox, with a plan, a result and a permission answered in place', async () => {
    await goTo(page, 'inbox', page.getByRole('list', { name: 'Open questions' }))
    for (const [title, shown] of [
      ['Approve the plan', page.getByRole('list', { name: 'Tasks of the plan' })],
      ['Review the result', page.getByRole('link', { name: 'Open the review to approve' })],
      ['Allow once?', page.getByRole('button', { name: /^Allow once/ })],
    ] as const) {
      // Its title, because its goal is a link to the run.
      await page.getByRole('listitem').filter({ hasText: title }).first().getByText(title, { exact: true }).click()
      await shown.first().waitFor()
      expect(await axeProblems(page)).toEqual([])
    }
  })

  test('usage, as a plot and as a table', async () => {
    await goTo(page, 'usage', page.getByRole('img', { name: /per day/ }))
    expect(await axeProblems(page)).toEqual([])
    await page.keyboard.press('t')
    await page.getByRole('button', { name: /^Table/, pressed: true }).waitFor()
    expect(await axeProblems(page)).toEqual([])
  })

  test('the palette, with what was found and where nothing is', async () => {
    await goTo(page, '', page.getByRole('table', { name: 'Runs' }))
    await page.keyboard.press('Control+k')
    await page.getByRole('listbox', { name: 'Found' }).getByRole('option').first().waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.getByRole('combobox', { name: 'Search or run a command' }).fill('nothing is called that')
    await page.getByText('Nothing is called that.').waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
  })

  test('a new run: empty, with problems, filled', async () => {
    await goTo(page, 'new', page.getByRole('textbox', { name: 'Goal' }))
    expect(await axeProblems(page)).toEqual([])
    await page.getByRole('combobox', { name: 'Repository' }).fill('/nowhere/at/all')
    await page.getByRole('combobox', { name: 'Repository' }).press('Enter')
    await page
      .getByText(/nowhere\/at\/all/)
      .first()
      .waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.getByRole('combobox', { name: 'Repository' }).fill(seeded.repositories['harbour-api'])
    await page.getByRole('group', { name: 'When to ask you' }).waitFor()
    await page.getByRole('textbox', { name: 'Goal' }).fill('Answer 410 where a cursor has expired')
    await page.getByText('More limits').click()
    await page.getByLabel('Context in %').fill('5')
    const file = { name: 'notes.md', mimeType: 'text/markdown', buffer: Buffer.from('# Notes') }
    await page.getByLabel('Files to attach').setInputFiles([file])
    await page.getByRole('button', { name: 'Remove notes.md' }).waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Save as template…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Save the template' }).click()
    await page.getByRole('button', { name: /^Templates and drafts/ }).click()
    await page.getByRole('list', { name: 'Templates and drafts' }).waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
  })

  test('a run at work, with the shortcuts, and the question before it is cancelled', async () => {
    await goTo(page, `run/${live.working}`, page.getByText('One more case is missing'))
    expect(await axeProblems(page)).toEqual([])
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Shortcuts' }).waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
    const cancel = page.getByRole('button', { name: 'Cancel run' })
    await cancel.click()
    await page.getByRole('dialog').waitFor()
    expect(await axeProblems(page)).toEqual([])
    // The keyboard stays in the question, and is where it was once that is gone.
    for (let key = 0; key < 5; key++) await page.keyboard.press('Tab')
    expect(await page.getByRole('dialog').evaluate((it) => it.contains(document.activeElement))).toBe(true)
    await page.keyboard.press('Escape')
    await expect.poll(() => cancel.evaluate((it) => it === document.activeElement)).toBe(true)
    // What it has changed, although nothing has compared it yet.
    await page.getByRole('button', { name: 'Diff so far' }).waitFor()
    await page.keyboard.press('d')
    const soFar = region('What this attempt has changed so far')
    await soFar.getByRole('heading', { name: 'src/query.js' }).waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.keyboard.press('d')
    await page.getByText('One more case is missing').waitFor()
  })

  test('messages to agents: written, kept, and the question before an interruption', async () => {
    await goTo(page, `run/${live.working}`, page.getByText('One more case is missing'))
    const implementation = region(/^Implementation/)
    await implementation.getByLabel('Message to Implementation').fill('Keep the old name as an alias.')
    expect(await axeProblems(page)).toEqual([])
    await implementation.getByRole('button', { name: 'Interrupt now' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
    await implementation.getByRole('button', { name: 'For the next turn' }).click()
    await implementation.getByText('Waits for the next turn.').waitFor()
    expect(await axeProblems(page)).toEqual([])
  })

  test('the agents, with their secrets', async () => {
    await goTo(page, 'agents', heading('This machine'))
    const missing = page.getByRole('table', { name: 'Agents that are not installed' })
    if (!(await missing.isVisible())) await page.getByText(/^Not installed/).click()
    await missing.waitFor()
    expect(await axeProblems(page)).toEqual([])
  })

  const sections = ['new-runs', 'agents', 'permissions', 'repositories', 'storage', 'appearance', 'shortcuts', 'about']
  test.each(sections)('settings: %s', async (section) => {
    await goTo(page, `settings/${section}`, heading('Settings'))
    expect(await axeProblems(page)).toEqual([])
  })

  test('settings: several runs are selected, and the question before they go', async () => {
    await goTo(page, 'settings/storage', page.getByRole('list', { name: 'Disk use by run' }))
    await page.getByRole('button', { name: /^Select all that have ended/ }).click()
    await page.getByRole('button', { name: 'Move to the trash…' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
  })

  test('what Triptych is, and a report', async () => {
    await goTo(page, 'welcome', page.getByRole('list', { name: 'Agents', exact: true }))
    expect(await axeProblems(page)).toEqual([])
    await goTo(page, 'settings/about', heading('This Triptych'))
    await page.getByRole('button', { name: 'Make a report…' }).click()
    await expect.poll(() => page.getByRole('textbox', { name: 'Report' }).inputValue()).toContain('asked for')
    expect(await axeProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
  })

  const runTabs = [
    ['permission', () => live.permission],
    ['blocked', () => seeded.runs.blocked],
    ['budget', () => seeded.runs.budget],
    ['login', () => asking.login],
    ['MCP server', () => asking.server],
  ] as const
  test.each(runTabs)('the %s gate', async (_name, runId) => {
    await goTo(page, `run/${runId()}`, heading('Your decision'))
    expect(await axeProblems(page)).toEqual([])
  })

  test('the plan gate: read, then edited', async () => {
    await goTo(page, `run/${seeded.runs.plan}/plan`, page.getByRole('button', { name: /^Approve/ }))
    expect(await axeProblems(page)).toEqual([])
    // One Tab stop, which keys move.
    const tasks = page.getByRole('list', { name: 'Tasks of the plan' }).getByRole('button')
    await tasks.first().focus()
    for (const [key, place] of [
      ['ArrowDown', 1],
      ['End', 3],
      ['ArrowUp', 2],
      ['Home', 0],
    ] as const) {
      await page.keyboard.press(key)
      await expect.poll(() => tasks.nth(place).evaluate((it) => it === document.activeElement)).toBe(true)
      await expect.poll(() => tasks.nth(place).getAttribute('aria-current')).toBe('true')
      expect(await tasks.evaluateAll((all) => all.filter((it) => it.tabIndex === 0).length)).toBe(1)
    }
    await page.getByRole('textbox', { name: 'Title' }).fill('Periods without moment')
    await page.getByRole('button', { name: /^Add a step/ }).click()
    expect(await axeProblems(page)).toEqual([])
  })

  const reviewTabs = [
    ['final', () => seeded.runs.review],
    ['task', () => seeded.runs.task],
    ['scope', () => seeded.runs.scope],
  ] as const
  test.each(reviewTabs)('the %s gate, with its diff', async (_name, runId) => {
    await goTo(page, `run/${runId()}/review`, page.getByRole('button', { name: 'Reject' }))
    expect(await axeProblems(page)).toEqual([])
  })

  const ended = ['completed', 'failed', 'cancelled', 'limited'] as const
  test.each(ended)('a run that is %s', async (name) => {
    await goTo(page, `run/${seeded.runs[name]}`, page.getByRole('navigation', { name: 'Parts of the run' }))
    expect(await axeProblems(page)).toEqual([])
  })

  test('a plan that is settled', async () => {
    await goTo(page, `run/${seeded.runs.review}/plan`, heading(/^Plan/))
    expect(await axeProblems(page)).toEqual([])
  })

  // Logs, pictures and tables are looked at in artifacts.test.ts.
  const artifacts = ['Diff of the attempt', 'Plan', 'Verdict', 'Prompt', 'Transcript', 'core.bin']
  test.each(artifacts)('an artifact: %s', async (title) => {
    const list = region('Artifacts')
    await goTo(page, `run/${seeded.runs.blocked}/artifacts`, list.getByRole('link').first())
    await list.getByRole('link').filter({ hasText: title }).first().click()
    await page.getByRole('heading', { level: 2, name: title, exact: true }).waitFor()
    await page.waitForFunction(() => !/Reading [^…]{1,60}…/.test(document.body.textContent ?? ''))
    expect(await axeProblems(page)).toEqual([])
  })

  test('a checkpoint: what a fork and a return would change, by keyboard', async () => {
    await goTo(page, `run/${seeded.runs.review}/timeline`, region('Events'))
    await page
      .getByRole('list', { name: 'Checkpoints' })
      .getByRole('button', { name: /plan 1 accepted/ })
      .click()
    await page.getByRole('button', { name: /^Return to this checkpoint/ }).waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.keyboard.press('f')
    await page.getByText('This run stays as it is.').waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('b')
    await page.getByText(/no longer counts? and stays? in the history/).waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
  })

  test('a run is removed, found among the removed ones, and put back, by keyboard', async () => {
    await goTo(page, '', page.getByRole('searchbox'))
    await page.getByRole('searchbox').fill('')
    await page.getByRole('searchbox').blur()
    await page.getByRole('complementary', { name: 'Selected run' }).waitFor()
    const goal = page.getByRole('complementary', { name: 'Selected run' }).getByRole('heading')
    const removed = (await goal.innerText()).trim()
    await page.keyboard.press('Control+Backspace')
    await page.getByRole('dialog', { name: 'Remove this run?' }).waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Remove the run' }).press('Enter')
    await page.getByText(/^Removed, and in the trash until/).waitFor()
    expect(await axeProblems(page)).toEqual([])
    await goTo(page, 'removed', page.getByRole('list', { name: 'Removed runs' }))
    expect(await axeProblems(page)).toEqual([])
    await page
      .getByRole('listitem')
      .filter({ hasText: removed })
      .getByRole('button', { name: 'Put it back' })
      .press('Enter')
    await page.getByText('Nothing is in the trash.').waitFor()
    expect(await axeProblems(page)).toEqual([])
    await goTo(page, '', page.getByRole('link', { name: removed }))
  })

  test('the timeline: as a plot with an event, and as a table', async () => {
    await goTo(page, `run/${seeded.runs.review}/timeline`, region('Events'))
    await page.keyboard.press('ArrowLeft')
    expect(await axeProblems(page)).toEqual([])
    await page.keyboard.press('t')
    await page.getByRole('table', { name: 'Turns' }).or(region('Turns')).first().waitFor()
    expect(await axeProblems(page)).toEqual([])
  })

  test.each([
    { width: 1024, height: 700 },
    { width: 3840, height: 2160 },
  ])('in a window of $width × $height nothing is cut off or wider than it', async (size) => {
    await page.setViewportSize(size)
    const { working, permission } = live
    const { review, plan } = seeded.runs
    const parts = [review, `${review}/review`, `${plan}/plan`, `${review}/artifacts`, `${review}/timeline`]
    const places = [
      '',
      'inbox',
      'new',
      'usage',
      'settings',
      'agents',
      ...[working, permission, ...parts].map((run) => `run/${run}`),
    ]
    for (const place of places) {
      await goTo(page, place, page.getByRole('heading', { level: 1 }))
      expect(await page.evaluate(outside), place).toEqual([])
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  test('with more contrast every text can be read', async () => {
    await page.emulateMedia({ contrast: 'more' })
    for (const place of ['', `run/${live.working}`, `run/${seeded.runs.review}/review`]) {
      await goTo(page, place, page.getByRole('heading', { level: 1 }))
      // The tokens of more contrast, not only the rule that they pass.
      expect(await page.evaluate(() => getComputedStyle(document.body).color)).toMatch(
        /^rgb\((?:0, 0, 0|255, 255, 255)\)$/,
      )
      expect(await axeProblems(page)).toEqual([])
    }
    await page.emulateMedia({ contrast: 'no-preference' })
  })

  test('with less motion nothing moves', async () => {
    await goTo(page, `run/${live.working}`, page.getByText('One more case is missing'))
    await page.emulateMedia({ reducedMotion: 'no-preference' })
    await expect.poll(() => page.evaluate(moves)).toContain('breathe 1800 ms')
    expect(await page.evaluate(moves)).toContain('button 90 ms')
    await page.emulateMedia({ reducedMotion: 'reduce' })
    expect(await page.evaluate(moves)).toEqual([])
  })

  test('a run that is not there', async () => {
    await goTo(page, `run/${NOT_A_RUN}`, page.getByRole('alert'))
    expect(await axeProblems(page)).toEqual([])
  })

  test('nothing was written to the console throughout', () => {
    expect(window.problems).toEqual([])
  })
})

describe.each([
  { name: 'a first visit', prepare: () => undefined, places: ['', 'inbox', 'settings/storage'] },
  {
    name: 'a data folder that cannot be read',
    prepare: placeGarbage,
    places: ['', 'inbox', 'new', 'settings/new-runs', 'settings/about'],
  },
])('$name', ({ prepare, places }) => {
  test('every view', async () => {
    const home = newHome()
    prepare(home)
    const window = await openWindow('serve', home)
    try {
      for (const place of places) {
        await goTo(window.page, place, window.page.getByRole('heading', { level: 1 }))
        expect(await axeProblems(window.page)).toEqual([])
      }
      expect(window.problems).toEqual([])
    } finally {
      await window.close()
      rmSync(home, { recursive: true, force: true, maxRetries: 3 })
    }
  })
})

test('an imported run', async () => {
  const home = newHome()
  placePredecessor(home)
  const window = await openWindow('serve', home)
  try {
    const runs = window.page.getByRole('table', { name: 'Runs' })
    const place = await runs.getByRole('link').first().getAttribute('href')
    for (const tab of ['', '/plan', '/review', '/artifacts', '/timeline']) {
      const parts = window.page.getByRole('navigation', { name: 'Parts of the run' })
      await goTo(window.page, `${place?.split('/').slice(1, 3).join('/')}${tab}`, parts)
      expect(await axeProblems(window.page)).toEqual([])
    }
    expect(window.problems).toEqual([])
  } finally {
    await window.close()
    rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  }
})

/** No demo agent needs a log-in, and no run here has an MCP server: their questions are written as the engine would. */
function addGates(home: string): Record<'login' | 'server', string> {
  const store = openStore(databaseFile(home))
  try {
    const begin = (goal: string): string => {
      const { id } = store.runStore.createRun(goal, '/home/ada/harbour-api')
      store.patchRun(id, {}, { baseCommit: 'a'.repeat(40), headCommit: 'a'.repeat(40) })
      return id
    }
    return store.transaction(() => {
      const login = begin('Name the carrier on every label')
      const remedy = 'Run `codex login` in a terminal, then try again.'
      const question = `Agent codex is not logged in. ${remedy}`
      raiseGate(store, { runId: login, kind: 'login', question, subject: { agent: 'codex', remedy } })
      const server = begin('Write the notes of the release')
      const subject = { name: 'notes', hash: 'sha256:0', commandLine: 'node notes.mjs', tools: ['read'], changed: true }
      const asked = 'The MCP server notes has changed since you trusted it. May agents use its one tool?'
      raiseGate(store, { runId: server, kind: 'mcp_server', question: asked, subject })
      return { login, server }
    })
  } finally {
    store.close()
  }
}

/** One of a kind that the demo agents do not make. */
function addArtifact({ home, runs }: SeededRuns): void {
  const folder = path.join('runs', runs.blocked, 'artifacts')
  mkdirSync(path.join(home, folder), { recursive: true })
  const store = openStore(databaseFile(home))
  try {
    const bytes = Buffer.alloc(400, 7)
    writeFileSync(path.join(home, folder, 'core.bin'), bytes)
    const about = { bytes: bytes.length, mime: 'application/octet-stream' }
    store.addArtifact(runs.blocked, null, 'other', `${folder}/core.bin`, about)
  } finally {
    store.close()
  }
}
