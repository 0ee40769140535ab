import { describe, expect, test } from 'vitest'
import { CONTENT_SECURITY_POLICY } from '../../electron/static-files.ts'
import { readBuilt } from './syntax-tree.ts'

describe('the page', () => {
  test('allows nothing inline, nothing remote, and no text as markup', () => {
    expect(CONTENT_SECURITY_POLICY.split('; ').sort()).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      'frame-src data:',
      'img-src data:',
      "object-src 'none'",
      "require-trusted-types-for 'script'",
      "script-src 'self'",
      "style-src 'self'",
      'trusted-types triptych-worker',
    ])
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|\*/)
  })

  test('has none of it in its file', () => {
    const html = readBuilt('renderer/index.html')
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=/)
    expect(html).not.toMatch(/\son[a-z]+=|https?:\/\//)
  })
})
