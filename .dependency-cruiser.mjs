// Who may import what (ARCHITECTURE §3). Each rule is proved by a file that breaks it: scripts/test/boundaries.test.ts.
const ban = (name, from, to, not) => ({ name, severity: 'error', from: { path: from }, to: { path: to, ...(not && { pathNot: not }) } })
const TESTS = '\\.test\\.tsx?$'

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'tests-are-leaves', severity: 'error', from: {}, to: { path: TESTS } },
    // R1, R2
    ban('shared-is-a-leaf', '^shared/src/(?!.*\\.test\\.ts$)', '.+', ['^shared/src/', '^node_modules/zod/']),
    ban('web-not-server', '^web/', '^server/'),
    ban('server-not-web', '^server/', '^web/'),
    ban('e2e-only-shared', '^e2e/', '^(web|server)/'),
    // The benchmark speaks to the built server as a browser does; its code is in nobody's product.
    ban('bench-only-shared', '^bench/', '^(web|server|e2e)/'),
    ban('nobody-needs-bench', '^(web|server|shared|e2e)/', '^bench/'),
    // R3, R4
    ban('rules-are-pure', '^server/src/domains/[^/]+/rules\\.ts$', '.+', [
      '^shared/src/',
      '/rules\\.ts$',
      '^node_modules/temporal-polyfill/',
    ]),
    ban('slices-are-closed', '^server/src/domains/([^/]+)/', '^server/src/domains/[^/]+/(?!rules\\.ts$)', '^server/src/domains/$1/'),
    // R5: one door per library
    ban('one-door-express', '^server/src/(?!transport/|app\\.ts$)', '^node_modules/express/'),
    ban('one-door-socket-io', '^server/src/(?!transport/|app\\.ts$)', '^node_modules/socket\\.io/'),
    ban('one-door-database', '^server/src/(?!adapters/database/)', '^node_modules/(libsql|pg)/'),
    ban('one-door-kysely', '^server/src/(?!adapters/database/|migrations/|domains/[^/]+/(?:hook-)?store\\.ts$)', '^node_modules/kysely/'),
    ban('one-door-livekit', '^server/src/(?!adapters/livekit/)', '^node_modules/livekit-server-sdk/'),
    ban('one-door-jwt', '^server/src/(?!transport/access\\.ts$)', '^node_modules/jsonwebtoken/'),
    ban('one-door-passwords', '^server/src/(?!adapters/passwords\\.ts$)', '^node_modules/@node-rs/argon2/'),
    ban('one-door-smtp', '^server/src/(?!adapters/mailer\\.ts$|domains/letters/rendering/)', '^node_modules/(nodemailer|mailparser)/'),
    ban('one-door-csv', '^server/src/(?!adapters/tickets/csv)', '^node_modules/(csv-parse|chardet)/'),
    ban(
      'one-door-letters',
      '^server/src/(?!domains/letters/rendering/)',
      '^node_modules/(@react-email|react|react-dom|ical-generator|timezones-ical-library)/',
    ),
    // R6
    ban('features-are-closed', '^web/src/features/([^/]+)/', '^web/src/features/', '^web/src/features/$1/'),
    ban('features-not-pages', '^web/src/(features|ui|lib)/', '^web/src/(pages|entries)/'),
    // Public pages are part of the attendee's document and share its frame.
    ban('pages-are-closed', '^web/src/pages/([^/]+)/', '^web/src/pages/', ['^web/src/pages/$1/', '^web/src/pages/public/']),
    ban('ui-knows-nothing', '^web/src/ui/', ['^web/src/(features|pages|lib)/', '^shared/']),
    ban('lib-below-features', '^web/src/lib/', '^web/src/(features|pages|ui)/'),
    ban('one-door-media', '^web/src/(?!features/stage/)', '^node_modules/livekit-client/'),
    ban('one-door-live', '^web/src/(?!lib/)', '^node_modules/socket\\.io-client/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^scripts/test/fixtures' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
