// The secrets Podium makes for itself at its first start: outside the database, readable by its owner only (RT-19).
import { randomBytes } from 'node:crypto'
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { ConfigurationError } from '../config.ts'

const Key = z.string().regex(/^[0-9a-f]{64}$/)

const Keys = z.strictObject({
  /** Derives access links, codes and their resends from a seat's nonce, by key id (AL-02). */
  link: z.record(z.string(), Key),
  currentLinkKeyId: z.string(),
  /** Signs seat passes and socket tickets. */
  pass: Key,
  /** Seals the secrets of polls (CO-03). */
  poll: Key,
  /** Seals the tokens of shops and the letters that left (AL-02). */
  vault: Key,
  /** Signs media tokens and media server calls. */
  mediaApiKey: z.string(),
  mediaApiSecret: Key,
  /** Signs the media server's webhooks: a pair of its own. */
  webhookApiKey: z.string(),
  webhookApiSecret: Key,
})
export type Keys = z.infer<typeof Keys>
/** Files from before shops and letters have no key for them. */
const KeptKeys = Keys.partial({ vault: true })

/**
 * Reads `keys.json` in the data folder, or makes it at the first start.
 * @throws ConfigurationError when the folder cannot be used, or the file is there but unreadable.
 */
export function readOrMakeKeys(dataDir: string): Keys {
  const file = path.join(dataDir, 'keys.json')
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.R_OK | constants.W_OK)
  } catch {
    throw new ConfigurationError(`Make ${dataDir} a folder that is readable and writable for this user, or set DATA_DIR to another one.`)
  }
  if (!existsSync(file)) {
    const keys = makeKeys()
    write(file, keys)
    return keys
  }
  chmodSync(file, 0o600)
  try {
    const kept = KeptKeys.parse(JSON.parse(readFileSync(file, 'utf8')))
    const keys = { ...kept, vault: kept.vault ?? newKey() }
    if (kept.vault === undefined) write(file, keys)
    return keys
  } catch {
    throw new ConfigurationError(`Restore ${file} from a backup: it is damaged, and without it no access link works.`)
  }
}

function write(file: string, keys: Keys): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

const newKey = () => randomBytes(32).toString('hex')

function makeKeys(): Keys {
  return {
    link: { k1: newKey() },
    currentLinkKeyId: 'k1',
    pass: newKey(),
    poll: newKey(),
    vault: newKey(),
    mediaApiKey: `media-${randomBytes(6).toString('hex')}`,
    mediaApiSecret: newKey(),
    webhookApiKey: `hook-${randomBytes(6).toString('hex')}`,
    webhookApiSecret: newKey(),
  }
}
