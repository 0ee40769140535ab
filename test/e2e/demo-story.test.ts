/** The demo, from the first visit to its end, by what is visible alone: why an attempt was sent back, a comment on a line, and its answer. */
import type { Locator, Page } from 'playwright'
import { expect, test } from 'vitest'
import { openWindow } from './hosts.ts'
import { newHome } from './seeded-home.ts'

/** The agents are processes, and the machine may be small. */
const STORY_MS = 150_000
const PATIENT = { timeout: 90_000 }
const COMMENT = 'Say why the first ones pay more where it is equal.'

const region = (page: Page, name: RegExp): Locator => page.getByRole('region', { name })
const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name })
const tab = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('navigation', { name: 'Parts of the run' }).getByRole('link', { name })

test(
  'the demo: started, its plan edited, its second attempt understood, commented, answered and approved',
  async () => {
    const open = await openWindow('serve', newHome())
    const { page } = open
    try {
      await page.getByRole('heading', { name: 'No runs yet' }).waitFor()
      await button(page, 'Run the demo').click()
      await editAndApproveThePlan(page)
      await approveTheNextPlan(page, 'Export expenses as CSV without a package')
      await findWhyThereWasASecondAttempt(page)
      await commentOnALine(page)
      await approveTheNextPlan(page, 'Take up the comments')
      await seeTheAnswer(page)
      await approveTheResult(page)
      expect(open.problems).toEqual([])
    } finally {
      await open.close()
    }
  },
  STORY_MS,
)

const asked = (page: Page, question: string): Locator =>
  page.getByText(`Waits for you to ${question}.`, { exact: true })

async function editAndApproveThePlan(page: Page): Promise<void> {
  await asked(page, 'approve the plan').waitFor(PATIENT)
  await tab(page, /^Plan/).click()
  const objective = page.getByRole('textbox', { name: 'Objective' })
  await objective.fill(`${await objective.inputValue()} Amounts stay whole cents.`)
  await page.getByText('1 text changed').first().waitFor()
  await button(page, 'Approve the edited plan').click()
  await page.getByText(/^Accepted by you/).waitFor()
}

/** What is new in it is told beside it. */
async function approveTheNextPlan(page: Page, title: string): Promise<void> {
  await asked(page, 'approve the plan').waitFor(PATIENT)
  await tab(page, /^Plan/).click()
  await page
    .getByRole('list', { name: /^Changes since version/ })
    .getByText(title)
    .waitFor()
  const approve = button(page, 'Approve the plan')
  await expect.poll(() => approve.isEnabled()).toBe(true)
  await approve.click()
  await page.getByText(/^Accepted by you/).waitFor()
}

async function findWhyThereWasASecondAttempt(page: Page): Promise<void> {
  await asked(page, 'review the result').waitFor(PATIENT)
  await tab(page, 'Run').click()
  await region(page, /^Strategy/)
    .getByRole('button', { name: /Split a bill by weights/ })
    .click()
  await page.getByRole('navigation', { name: 'Attempts of this task' }).getByRole('link', { name: /^1/ }).click()
  const checker = region(page, /^Checker/)
  await checker.getByText('Sent back as work').waitFor()
  await checker
    .getByText(/no cent is lost/)
    .first()
    .waitFor()
}

async function commentOnALine(page: Page): Promise<void> {
  await tab(page, /^Review/).click()
  await page.getByRole('treeitem', { name: /^split\.ts/ }).click()
  await page.getByText('const payExtra = new Set').first().hover()
  await button(page, 'Comment on: Line 23, added').click()
  await page.getByLabel('Comment on line 23 of src/split.ts').fill(COMMENT)
  await button(page, 'Keep the comment').click()
  const request = button(page, 'Request changes · 1 comment')
  await expect.poll(() => request.isEnabled()).toBe(true)
  await request.click()
}

async function seeTheAnswer(page: Page): Promise<void> {
  await asked(page, 'review the result').waitFor(PATIENT)
  await tab(page, /^Review/).click()
  const list = page.getByRole('list', { name: 'Your comments of the rounds before' })
  await list.getByText(COMMENT).waitFor()
  await list.getByText('Answered', { exact: true }).waitFor()
  await list.getByText('src/split.ts:24').click()
  await page.getByText(`Asked in review: ${COMMENT}`).first().waitFor()
  // Only what is new in this round.
  await button(page, /^Since your review/).click()
  await expect
    .poll(() => page.getByRole('treeitem').allInnerTexts())
    .toEqual([expect.stringContaining('src'), expect.stringContaining('split.ts')])
}

async function approveTheResult(page: Page): Promise<void> {
  await page.getByText(/^The result stays on triptych\//).waitFor()
  const approve = button(page, 'Approve and keep the branch')
  await expect.poll(() => approve.isEnabled()).toBe(true)
  await approve.click()
  await page.getByText('Completed').first().waitFor({ timeout: 30_000 })
}
