import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files in one folder: a CA, and certificates of it with their keys. */
export interface Certificates {
  readonly ca: string;
  /** For 127.0.0.1 and for no name. */
  readonly server: { readonly certificate: string; readonly key: string };
  /** For the user `certified`; its key is encrypted. */
  readonly client: { readonly certificate: string; readonly key: string; readonly passphrase: string };
}

export function createCertificates(folder: string): Certificates {
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => {
    const { status, stderr, error } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`openssl ${args[0]} failed: ${error?.message ?? stderr}`);
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  const passphrase = 'a passphrase';
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
    '-days',
    '2',
    '-subj',
    '/CN=Test CA',
  );
  const issue = (
    name: string,
    subject: string,
    { extension, encrypt }: { extension: string; encrypt: string[] },
  ) => {
    openssl(
      'req',
      ...newKey,
      ...encrypt,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      `/CN=${subject}`,
    );
    writeFileSync(at(`${name}.ext`), extension);
    const signed = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', `${name}.ext`];
    openssl('x509', '-req', '-in', `${name}.csr`, ...signed, '-out', `${name}.crt`, '-days', '2');
    return { certificate: at(`${name}.crt`), key: at(`${name}.key`) };
  };
  return {
    ca: at('ca.crt'),
    server: issue('server', 'server', { extension: 'subjectAltName=IP:127.0.0.1', encrypt: ['-nodes'] }),
    client: {
      ...issue('client', 'certified', {
        extension: 'extendedKeyUsage=clientAuth',
        encrypt: ['-passout', `pass:${passphrase}`],
      }),
      passphrase,
    },
  };
}
