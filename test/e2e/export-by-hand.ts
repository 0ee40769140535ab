import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright'
import { expect } from 'vitest'
import { cliProgram } from '../support/programs.ts'
import { makeTempFolder, writeFileTree } from '../support/repository.ts'
import { unzipped } from '../support/zip.ts'

/**
 * Exports the open run in a browser, as a folder and as a report, and verifies both in a terminal with the lines that the window shows.
 * Returns the report, opened in a page of its own.
 */
export async function exportAndVerify(page: Page): Promise<Page> {
  const place = makeTempFolder('exported')
  const zip = await saved(page, 'As a folder that can be verified', place)
  for (const [name, bytes] of unzipped(readFileSync(zip.file))) writeFileTree(place, { [name]: bytes })
  expect(zip.line).toContain(' --hash sha256:')
  expect(await inTerminal(place, zip.line)).toMatch(/is what was exported: \d+ files, .*, \d+ answers bound/)
  const report = await saved(page, 'As a report on one page', place)
  expect(report.line).toContain(`--html "${path.basename(report.file)}"`)
  const folder = path.basename(zip.file, '.zip')
  expect(await inTerminal(place, report.line.replace('<folder>', `"${folder}"`))).toContain('is what was exported: ')
  const opened = await page.context().newPage()
  await opened.goto(pathToFileURL(report.file).href)
  return opened
}

/** The file in `place`, and how the window says it is verified. */
async function saved(page: Page, form: string, place: string): Promise<{ file: string; line: string }> {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: form }).click(),
  ])
  const file = path.join(place, download.suggestedFilename())
  await download.saveAs(file)
  const dialog = page.getByRole('dialog', { name: 'Run exported' })
  await dialog.getByText('Your browser saves it as').waitFor()
  const line = await dialog.getByText(/^triptych verify /).innerText()
  await page.keyboard.press('Escape')
  return { file, line }
}

/** What `triptych` prints; rejects with it if it exits with another code than 0. */
function inTerminal(cwd: string, line: string): Promise<string> {
  const env = { PATH: process.env['PATH'], HOME: cwd, NODE: process.execPath, CLI: cliProgram(), NO_COLOR: '1' }
  return new Promise((resolve, reject) => {
    execFile('sh', ['-c', `triptych() { "$NODE" "$CLI" "$@"; }\n${line}`], { cwd, env }, (error, stdout, stderr) =>
      error === null ? resolve(stdout) : reject(new Error(`${error.message}\n${stdout}${stderr}`)),
    )
  })
}
