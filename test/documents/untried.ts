/** The end of a whole `npm test`: whether every command of the documents was tried by some of it. Exits with 1 if one was not. */
import { readFileSync, writeFileSync } from 'node:fs'
import type { SuiteReport } from '../../scripts/test-reporter.mjs'
import { TRIED } from '../../scripts/tried.mjs'
import { untriedReport } from './untried-report.ts'

const [noted, reportFile] = [process.env[TRIED], process.env['TRIPTYCH_TEST_REPORT']]
if (noted === undefined) throw new Error(`${TRIED} names no file: this is the end of \`npm test\``)
const report: SuiteReport = untriedReport(readFileSync(noted, 'utf8').split('\n'))
if (reportFile !== undefined) writeFileSync(reportFile, JSON.stringify(report))
process.exitCode = report.failed.length === 0 ? 0 : 1
