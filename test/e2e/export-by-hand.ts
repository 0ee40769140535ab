import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright'
import { expect } from 'vitest'
import { readReport } from '../../electron/export/report/report.ts'
import { verifyFolder } from '../../electron/export/verify/verify-folder.ts'
import { makeTempFolder, writeFileTree } from '../support/repository.ts'
import { unzipped } from '../support/zip.ts'

/** Exports the open run in a browser, as the report and as the folder, and verifies both by what the window tells of them. */
export async function exportAndVerify(page: Page): Promise<void> {
  const report = await saved(page, 'As a report on one page')
  expect(readReport(readFileSync(report.file, 'utf8'))?.isWhole).toBe(true)
  await page.keyboard.press('Escape')
  const zip = await saved(page, 'As a folder that can be verified')
  const told = (await page.getByRole('dialog', { name: 'Run exported' }).innerText()).match(/--hash (\S+)/)?.[1]
  expect(told).toBeDefined()
  const folder = makeTempFolder('unpacked')
  for (const [name, bytes] of unzipped(readFileSync(zip.file))) writeFileTree(folder, { [name]: bytes })
  const verified = await verifyFolder(path.join(folder, zip.name.replace(/\.zip$/, '')), told ?? '')
  expect(verified).toMatchObject({ ok: true, value: { problems: [] } })
  await page.keyboard.press('Escape')
}

async function saved(page: Page, form: string): Promise<{ name: string; file: string }> {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: form }).click(),
  ])
  await page.getByRole('dialog', { name: 'Run exported' }).waitFor()
  return { name: download.suggestedFilename(), file: await download.path() }
}
