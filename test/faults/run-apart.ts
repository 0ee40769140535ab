/**
 * A section in a process of its own, so that two of them have a core each. As a program, `node run-apart.ts <section> <seed> <scale>
 * <folder> <folder in memory> <result>` is that process.
 */
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { FaultRun, Figure } from './section.ts'

const figuresSchema = z.array(
  z.object({
    what: z.string(),
    count: z.number(),
    bad: z.number(),
    detail: z.string().exactOptional(),
    skipped: z.string().exactOptional(),
  }),
)

/** Rejects where the process ends badly, with what it said of that. */
export function runApart(name: string, { seed, scale, folder, memory, say }: FaultRun): Promise<Figure[]> {
  const file = `${folder}.result`
  const args = [import.meta.filename, name, `${seed}`, scale, folder, memory, file]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  createInterface({ input: child.stdout }).on('line', say)
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (code === 0) resolve(figuresSchema.parse(JSON.parse(readFileSync(file, 'utf8'))))
      else reject(new Error(`Its process ended with ${code ?? signal}.\n${errors}`))
    })
  })
}

async function main(): Promise<void> {
  const [name, seed, scale, folder = '', memory = '', file = ''] = process.argv.slice(2)
  const { SECTIONS } = await import('./sections.ts')
  const section = SECTIONS.find((candidate) => candidate.name === name)
  if (section === undefined) throw new Error(`No section ${name}`)
  const folders = { folder: path.resolve(folder), memory: path.resolve(memory) }
  const asked = { seed: Number(seed), scale: z.enum(['short', 'full']).parse(scale), ...folders }
  const figures = await section.run({ ...asked, say: (line) => console.log(line) })
  writeFileSync(file, JSON.stringify(figures))
}

if (import.meta.main) await main()
