// The only reader of the environment. Every setting is parsed here, once, and refused with one plain sentence.
import { homedir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { EVENTBRITE_URL } from './adapters/tickets/eventbrite-address.ts'

/** Whether user and password of an address can be read (RFC 3986 2.1). */
function isDecodable(address: string): boolean {
  try {
    const { username, password } = new URL(address)
    // The colon keeps a half escape in one from being completed by the other.
    return decodeURIComponent(`${username}:${password}`).includes(':')
  } catch {
    return false
  }
}

/** The address of a page, as a browser would write it. */
const PageUrl = z.url({ protocol: /^https?$/ }).transform((address) => new URL(address).href)

const Port = z.coerce.number().int().min(1).max(65_535)

const Environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: Port.default(3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('data'),
  WEB_DIR: z.string().min(1).default('dist/web'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  MEDIA_PORT: Port.max(65_532).default(7880),
  MEDIA_NODE_IP: z.union([z.ipv4(), z.ipv6()]).optional(),
  LIVEKIT_URL: z.url({ protocol: /^wss?$/ }).optional(),
  LIVEKIT_API_KEY: z.string().min(1).optional(),
  LIVEKIT_API_SECRET: z.string().min(32).optional(),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .refine(isDecodable, 'write a percent sign in user or password as %25')
    .optional(),
  MAIL_FROM: z.email().optional(),
  MAIL_REPLY_TO: z.email().optional(),
  PROVIDER_NAME: z.string().trim().min(1).max(80).default('E-Akademie'),
  PROVIDER_ADDRESS: z
    .string()
    .trim()
    .min(1)
    .max(160)
    .regex(/^[^\r\n]+$/)
    .optional(),
  IMPRINT_URL: PageUrl.optional(),
  PRIVACY_URL: PageUrl.optional(),
  EVENTBRITE_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  CLOCK_AHEAD_MS: z.coerce.number().int().min(0).max(31_536_000_000).optional(),
  TRUST_PROXY: z.string().optional(),
  XDG_CACHE_HOME: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

export interface Config {
  readonly isProduction: boolean
  readonly host: string
  readonly port: number
  /** Where people reach Podium; every link starts with it. No trailing slash. */
  readonly publicUrl: string
  readonly dataDir: string
  readonly webDir: string
  /** The user's, not Podium's: a media server built here serves every copy on this machine. */
  readonly cacheDir: string
  /** Null means the SQLite file in `dataDir`. */
  readonly databaseUrl: string | null
  /** First of four ports: signalling, ICE/TCP, ICE/UDP, TURN/UDP. */
  readonly mediaPort: number
  /** The address media is sent from; null means: find it (loopback when HOST is loopback). */
  readonly mediaNodeIp: string | null
  /** An external media server; null means Podium runs its own. */
  readonly livekit: { readonly url: string; readonly apiKey: string; readonly apiSecret: string } | null
  /** Null: letters are kept in the Postausgang instead of leaving. */
  readonly smtpUrl: string | null
  /** The address letters come from. */
  readonly mailFrom: string
  /** Where answers to letters go; null means each seminar's support address. */
  readonly mailReplyTo: string | null
  /** Who offers the seminars made here. */
  readonly providerName: string
  /** What stands at the foot of letters. */
  readonly imprint: { readonly address: string | null; readonly imprintUrl: string | null; readonly privacyUrl: string | null }
  /** Where Eventbrite answers; another address is for trying things out only. */
  readonly eventbriteUrl: string
  /** How far Podium's clock runs ahead of the machine's: to rehearse what happens on a later day, never in production. */
  readonly clockAheadMs: number
  /** Proxies in front of Podium whose X-Forwarded-For counts; null trusts none (RT-07). */
  readonly trustProxy: string | null
  readonly logLevel: string
  /** Leave the demo seminar out. */
  readonly isDemoWanted: boolean
  /** Only get everything ready that a start needs. */
  readonly isPreparation: boolean
  /** Print one line of JSON instead of the table. */
  readonly isJsonWanted: boolean
}

/** Something the person who starts Podium has to change; its message is one sentence that says what. */
export class ConfigurationError extends Error {}

/**
 * Reads the configuration from the environment and the command line.
 * @throws ConfigurationError naming the first wrong setting.
 */
export function readConfig(environment: NodeJS.ProcessEnv, flags: readonly string[]): Config {
  const filled = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(filled)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new ConfigurationError(
      `Set ${issue?.path.join('.') ?? 'the environment'} correctly (${issue?.message ?? 'unreadable'}); .env.example explains every setting.`,
    )
  }
  const env = parsed.data
  const unknownFlag = flags.find((flag) => !['--json', '--no-demo', '--prepare', '--dev'].includes(flag))
  if (unknownFlag !== undefined)
    throw new ConfigurationError(`Leave out ${unknownFlag}: Podium knows --json, --no-demo, --prepare and --dev.`)
  return {
    isProduction: env.NODE_ENV === 'production',
    host: env.HOST,
    port: env.PORT,
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ''),
    dataDir: path.resolve(env.DATA_DIR),
    webDir: path.resolve(env.WEB_DIR),
    cacheDir: path.resolve(env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'podium'),
    databaseUrl: env.DATABASE_URL ?? null,
    mediaPort: env.MEDIA_PORT,
    mediaNodeIp: env.MEDIA_NODE_IP ?? null,
    livekit: externalMedia(env, env.NODE_ENV === 'production'),
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: mailFrom(env),
    mailReplyTo: env.MAIL_REPLY_TO ?? null,
    providerName: env.PROVIDER_NAME,
    imprint: { address: env.PROVIDER_ADDRESS ?? null, imprintUrl: env.IMPRINT_URL ?? null, privacyUrl: env.PRIVACY_URL ?? null },
    eventbriteUrl: eventbriteUrl(env),
    clockAheadMs: clockAhead(env),
    trustProxy: env.TRUST_PROXY ?? null,
    logLevel: env.LOG_LEVEL,
    isPreparation: flags.includes('--prepare'),
    isDemoWanted: !flags.includes('--no-demo'),
    isJsonWanted: flags.includes('--json'),
  }
}

function mailFrom(env: z.infer<typeof Environment>): string {
  if (env.MAIL_FROM !== undefined) return env.MAIL_FROM
  if (env.SMTP_URL !== undefined)
    throw new ConfigurationError('Set MAIL_FROM to the address letters come from: SMTP_URL alone does not tell it.')
  return 'podium@localhost.localdomain'
}

/** WH-02: the token of a shop goes to one constant host; a stand-in is allowed on this machine only, and never in production. */
function eventbriteUrl(env: z.infer<typeof Environment>): string {
  const { EVENTBRITE_API_URL: url, NODE_ENV: mode } = env
  if (url === undefined) return EVENTBRITE_URL
  if (mode === 'production' || !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(url).hostname)) {
    throw new ConfigurationError(
      'Leave EVENTBRITE_API_URL out: it is only for a stand-in of Eventbrite on this machine, never in production.',
    )
  }
  return `${url.replace(/\/+$/, '')}/`
}

function clockAhead(env: z.infer<typeof Environment>): number {
  if (env.CLOCK_AHEAD_MS !== undefined && env.NODE_ENV === 'production') {
    throw new ConfigurationError('Leave CLOCK_AHEAD_MS out: it is for rehearsing a later day, never for production.')
  }
  return env.CLOCK_AHEAD_MS ?? 0
}

function externalMedia(env: z.infer<typeof Environment>, isProduction: boolean): Config['livekit'] {
  const { LIVEKIT_URL: url, LIVEKIT_API_KEY: apiKey, LIVEKIT_API_SECRET: apiSecret } = env
  if (url === undefined && apiKey === undefined && apiSecret === undefined) return null
  if (url === undefined || apiKey === undefined || apiSecret === undefined) {
    throw new ConfigurationError('Set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET together, or none of them.')
  }
  if (isProduction && (apiKey === 'devkey' || apiSecret.startsWith('dev-only'))) {
    throw new ConfigurationError('Set your own LIVEKIT_API_KEY and LIVEKIT_API_SECRET: sample keys are refused in production.')
  }
  return { url, apiKey, apiSecret }
}
