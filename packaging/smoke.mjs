/**
 * `node packaging/smoke.mjs <dist>`: whether the packaged program of this system runs the demo agent out of its archive, as it runs agents
 * that are written in JavaScript. Prints what answered; ends with 1 where nothing does.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { placesOf } from './places.mjs'

const ANSWERS_WITHIN_MS = 30_000
const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: 1, clientCapabilities: {} },
}

/** @param {string} program @param {string} agent @returns {Promise<string>} the first line that it answers */
function firstAnswer(program, agent) {
  const child = spawn(program, [agent], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('it does not answer')), ANSWERS_WITHIN_MS)
    const settle = (/** @type {() => void} */ how) => {
      clearTimeout(timer)
      child.kill()
      how()
    }
    child.once('error', (error) => settle(() => reject(error)))
    child.once('exit', (code) => settle(() => reject(new Error(`it ended with ${code}`))))
    createInterface(child.stdout).once('line', (line) => settle(() => resolve(line)))
    child.stdin.write(`${JSON.stringify(INITIALIZE)}\n`)
  })
}

const dist = path.resolve(process.argv[2] ?? 'dist')
const places = placesOf(process.platform, process.arch)
const program = path.join(dist, places.program)
const agent = path.join(dist, places.resources, 'app.asar', 'out', 'main', 'demo', 'agent.js')
if (!existsSync(program)) throw new Error(`There is no ${program}: run npm run package first.`)
const answer = JSON.parse(await firstAnswer(program, agent))
if (answer.result?.protocolVersion !== 1)
  throw new Error(`The demo agent in the package answered ${JSON.stringify(answer)}`)
console.log(`${program} runs ${agent}`)
