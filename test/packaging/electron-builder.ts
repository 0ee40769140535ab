/** electron-builder and what comes with it, from the package of its own. */
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { ROOT } from '../../scripts/child.mjs'
import { feedOptions } from '../../scripts/package-plan.mjs'
import { commandsOf, tryCommand } from '../documents/try-command.ts'
import { makeStandIn, type System } from './stand-in.ts'

export const load = createRequire(path.join(ROOT, 'packaging', 'package.json'))

export interface Configuration {
  readonly [key: string]: unknown
}
interface ConfigModule {
  getConfig(projectFolder: string, file: string, fromOptions: null): Promise<Configuration>
  validateConfiguration(configuration: Configuration, logger: object): Promise<void>
}

const config = (): ConfigModule => load('app-builder-lib/out/util/config/config.js')

export const readConfiguration = (): Promise<Configuration> =>
  config().getConfig(ROOT, 'packaging/electron-builder.yml', null)

/** By electron-builder's own schema, as it does before anything else. Rejects with what is wrong. */
export async function validate(configuration: Configuration): Promise<void> {
  const { DebugLogger }: { DebugLogger: new (isEnabled: boolean) => object } = load('builder-util')
  await config().validateConfiguration(configuration, new DebugLogger(false))
}

/** Where the packages of the tests look for their next version. */
export const FEED = { TRIPTYCH_UPDATES: 'ada/triptych' }

interface Places {
  /** A stand-in for Electron. */
  electron: string
  /** What is made. */
  folder: string
}
const placesIn = (folder: string, system: System): Places => ({
  electron: path.join(folder, `electron-${system}`),
  folder: path.join(folder, system),
})

/** An unpacked application for the system that this is, made as the documents have it; returns its folder. */
export async function packUpHere(folder: string): Promise<string> {
  const values = { ...placesIn(folder, 'linux') }
  makeStandIn(values.electron, 'linux')
  const { PATH = '', HOME = folder } = process.env
  for (const command of commandsOf('test/packaging/packaged.test.ts'))
    await tryCommand(command, { cwd: ROOT, env: { PATH, HOME, ...FEED }, values })
  const arch = process.arch === 'x64' ? '' : `-${process.arch}`
  return path.join(values.folder, `linux${arch}-unpacked`)
}

/** The same for another system, without a download. */
export async function packUp(folder: string, system: System): Promise<string> {
  const { electron: dist, folder: output } = placesIn(folder, system)
  const feed = feedOptions(FEED)
  if ('problem' in feed) throw new Error(feed.problem)
  makeStandIn(dist, system)
  await promisify(execFile)(
    process.execPath,
    [
      load.resolve('electron-builder/cli.js'),
      ...['--projectDir', ROOT, '--config', 'packaging/electron-builder.yml', `--${system}`, '--dir', '--x64'],
      ...feed.options,
      ...['--publish', 'never', `-c.electronDist=${dist}`, `-c.directories.output=${output}`],
    ],
    { cwd: ROOT },
  )
  return path.join(output, `${system}-unpacked`)
}

interface Asar {
  /** What the archive says of its files: this text is what a program holds the hash of. */
  getRawHeader(file: string): { headerString: string }
  listPackage(file: string, options: { isPack: boolean }): string[]
  extractFile(file: string, inner: string): Buffer
  extractAll(file: string, folder: string): void
}
export const asar = (): Asar => load('@electron/asar')

/** Every file in an archive, with `/`. */
export function filesOf(archive: string): string[] {
  const listed = asar()
    .listPackage(archive, { isPack: false })
    .map((file) => file.replaceAll('\\', '/').slice(1))
  const isFolder = (file: string): boolean => listed.some((other) => other.startsWith(`${file}/`))
  return listed.filter((file) => !isFolder(file))
}

const wireSchema = z.record(z.string(), z.unknown())

/** The fuses of a program by their names, as digits: 48 is off, 49 on. */
export async function fusesOf(program: string): Promise<Record<string, boolean>> {
  const fuses: { getCurrentFuseWire(file: string): Promise<unknown>; FuseV1Options: Record<string, string | number> } =
    load('@electron/fuses')
  const wire = wireSchema.parse(await fuses.getCurrentFuseWire(program))
  const names = Object.entries(fuses.FuseV1Options).filter(([, index]) => typeof index === 'number')
  return Object.fromEntries(names.map(([name, index]) => [name, wire[String(index)] === 49]))
}
