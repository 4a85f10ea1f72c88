import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { connectionOptions } from '@/db/connection'

const folder = mkdtempSync(join(tmpdir(), 'moviebucket-ca-'))
const bundle = join(folder, 'bundle.pem')
const PEM = '-----BEGIN CERTIFICATE-----'
writeFileSync(bundle, PEM)
afterAll(() => rmSync(folder, { recursive: true }))

const address = 'postgres://ana:p%40ss@db.example.org:5432/movies'
const ssl = (query: string, ca?: string) => connectionOptions({ DATABASE_URL: address + query, DATABASE_CA: ca }).ssl

describe('sslmode', () => {
  it('absent or disable means no TLS', () => {
    expect(ssl('')).toBeUndefined()
    expect(ssl('?sslmode=disable')).toBe(false)
  })

  it.each(['require', 'verify-ca', 'verify-full'])('%s checks the certificate', (mode) => {
    expect(ssl(`?sslmode=${mode}`)).toMatchObject({ rejectUnauthorized: true })
  })

  it('verify-ca takes any host name, verify-full does not', () => {
    expect(ssl('?sslmode=verify-ca')).toHaveProperty('checkServerIdentity')
    expect(ssl('?sslmode=verify-full')).not.toHaveProperty('checkServerIdentity')
  })

  it('no-verify encrypts without checking', () => {
    expect(ssl('?sslmode=no-verify')).toMatchObject({ rejectUnauthorized: false })
  })

  it('DATABASE_CA alone means verify-full with that authority', () => {
    expect(ssl('', bundle)).toEqual({ rejectUnauthorized: true, ca: PEM })
    expect(ssl(`?sslmode=verify-full&sslrootcert=${bundle}`)).toEqual({ rejectUnauthorized: true, ca: PEM })
  })

  it.each([
    ['?ssl=true', { rejectUnauthorized: true }],
    ['?ssl=1', { rejectUnauthorized: true }],
    ['?ssl=true&sslmode=no-verify', { rejectUnauthorized: false }],
    ['?ssl=false', false],
    ['?ssl=0', false],
  ])('%s means what it says', (query, options) => {
    expect(ssl(query)).toEqual(options)
  })

  it('names a file that is no certificate', () => {
    const other = join(folder, 'other.pem')
    writeFileSync(other, 'a certificate')
    expect(() => ssl('', other)).toThrow(/DATABASE_CA: the file .*other\.pem holds no certificate/)
  })

  it('names the file that cannot be read', () => {
    expect(() => ssl('', '/nowhere/bundle.pem')).toThrow(/DATABASE_CA: the file \/nowhere\/bundle.pem.*ENOENT/)
  })
})

it('keeps the driver from reading sslmode in its own way, and leaves other parameters alone', () => {
  const { connectionString } = connectionOptions({ DATABASE_URL: `${address}?sslmode=require&options=-c%20a%3Db` })
  expect(connectionString).toBe(`${address}?options=-c+a%3Db`)
})
