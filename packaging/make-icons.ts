/** `node packaging/make-icons.ts`: draws the mark anew into packaging/icons, after it or its colours have changed. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Page } from 'playwright'
import { findChromium } from '../scripts/chromium.mjs'
import { iconSvg } from './icon-drawing.ts'
import { type Image, icns, ico } from './icon-files.ts'

const ICONS = path.join(import.meta.dirname, 'icons')
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const MAC_INSET = 0.1
const INSET = 0.03

const executablePath = findChromium({ env: process.env, platform: process.platform, exists: existsSync })
if (executablePath === null) throw new Error('no Chromium; set CHROMIUM_PATH')
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
try {
  const page = await browser.newPage()
  const plain = await drawn(page, iconSvg(INSET))
  rmSync(ICONS, { recursive: true, force: true })
  mkdirSync(ICONS)
  writeFileSync(path.join(ICONS, 'icon.svg'), iconSvg(INSET))
  writeFileSync(path.join(ICONS, 'icon.icns'), icns(await drawn(page, iconSvg(MAC_INSET))))
  writeFileSync(path.join(ICONS, 'icon.ico'), ico(plain.filter(({ size }) => size <= 256)))
  for (const { size, png } of plain.filter((image) => image.size <= 512)) {
    writeFileSync(path.join(ICONS, `${size}x${size}.png`), png)
  }
} finally {
  await browser.close()
}

async function drawn(page: Page, svg: string): Promise<Image[]> {
  const images: Image[] = []
  for (const size of SIZES) {
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`)
    images.push({ size, png: await page.screenshot({ omitBackground: true }) })
  }
  return images
}
