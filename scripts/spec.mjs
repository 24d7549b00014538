// Compares SPEC.md with the tests: every number has a test, every test title begins with a number that exists.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const NUMBER = /^[A-Z]{1,2}\d+$/

/** The numbers defined in a specification: lines that begin `- **Q4** …`. */
export function definedNumbers(spec) {
  return [...spec.matchAll(/^- \*\*([A-Z]{1,2}\d+)\*\* /gm)].map(([, number]) => number)
}

/** The titles of all tests in a source text. */
export function testTitles(source) {
  return [...source.matchAll(/\b(?:it|test)(?:\.(?!describe)\w+(?:\([^)]*\))?)*\(\s*(['"`])((?:\\.|(?!\1).)*)\1/gs)].map(
    ([, , title]) => title,
  )
}

/** The numbers a title begins with: "Q4 Q5 A question …". */
export function citedNumbers(title) {
  const numbers = []
  for (const word of title.split(' ')) {
    if (!NUMBER.test(word)) break
    numbers.push(word)
  }
  return numbers
}

/** What does not fit between a specification and the tests, one sentence each. */
export function orphans(spec, files) {
  const defined = definedNumbers(spec)
  const cited = new Set()
  const problems = defined.filter((number, index) => defined.indexOf(number) !== index).map((number) => `SPEC.md defines ${number} twice`)
  for (const { name, source } of files) {
    for (const title of testTitles(source)) {
      const numbers = citedNumbers(title)
      if (numbers.length === 0) problems.push(`${name}: "${title}" cites no number of SPEC.md`)
      for (const number of numbers) {
        cited.add(number)
        if (!defined.includes(number)) problems.push(`${name}: "${title}" cites ${number}, which SPEC.md does not define`)
      }
    }
  }
  return [...problems, ...defined.filter((number) => !cited.has(number)).map((number) => `SPEC.md: ${number} has no test`)]
}

function* testFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['node_modules', 'dist', '.types', 'fixtures', 'report', '.results'].includes(entry.name)) continue
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) yield* testFiles(file)
    else if (/\.(test|spec)\.tsx?$/.test(entry.name)) yield file
  }
}

if (process.argv[1] === import.meta.filename) {
  const root = path.resolve(import.meta.dirname, '..')
  const files = ['shared', 'server', 'web', 'e2e', 'scripts', 'bench'].flatMap((folder) => [...testFiles(path.join(root, folder))])
  const problems = orphans(
    readFileSync(path.join(root, 'SPEC.md'), 'utf8'),
    files.map((file) => ({ name: path.relative(root, file), source: readFileSync(file, 'utf8') })),
  )
  for (const problem of problems) console.error(problem)
  if (problems.length > 0) process.exit(1)
  console.log(`SPEC.md and ${files.length} test files agree.`)
}
