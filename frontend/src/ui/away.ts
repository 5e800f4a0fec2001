// While the network is away a draft lies in this browser, encrypted with a key that the server gives this sign-in
// alone and that no script can read out again. Papers that are a work secret are not kept at all.
import { one } from "./dom";
import { formOf, sent } from "./surface";

const AWAY = "shuniu-away";
const STORE = "drafts";

interface Kept {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

let key: Promise<CryptoKey | null> | null = null;
const address = (): string => one("[data-draft]")?.dataset.away ?? "";

/** The key of this sign-in; null where there is none to be had (a plain http address, a work secret). */
function keyOf(): Promise<CryptoKey | null> {
  if (!address() || !window.crypto.subtle) return Promise.resolve(null);
  key ??= fetch(address(), { cache: "no-store" })
    .then(async (answer) => {
      if (!answer.ok || answer.redirected) return null;
      const raw = Uint8Array.from(atob(((await answer.json()) as { key: string }).key), (c) => c.charCodeAt(0));
      return window.crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    })
    .catch(() => {
      key = null;
      return null;
    });
  return key;
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("no storage"));
  });
}

async function store(mode: IDBTransactionMode): Promise<[IDBObjectStore, IDBDatabase]> {
  const opening = indexedDB.open(AWAY, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await asked(opening);
  return [database.transaction(STORE, mode).objectStore(STORE), database];
}

/** Put the form aside here; whether that was possible. */
export async function keepHere(): Promise<boolean> {
  const form = formOf();
  const secret = await keyOf();
  if (!form || !secret) return false;
  try {
    const iv = window.crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(sent(form).toString());
    const data = await window.crypto.subtle.encrypt({ name: "AES-GCM", iv }, secret, plain);
    const [drafts, database] = await store("readwrite");
    await asked(drafts.put({ iv, data } satisfies Kept, form.action));
    database.close();
    return true;
  } catch {
    return false;
  }
}

/** What lies here reached the server, or is not wanted. */
export async function forgetHere(): Promise<void> {
  const form = formOf();
  if (form && address()) await drop([form.action]);
}

async function drop(names: readonly IDBValidKey[]): Promise<void> {
  if (!names.length) return;
  try {
    const [drafts, database] = await store("readwrite");
    await Promise.all(names.map((name) => asked(drafts.delete(name))));
    database.close();
  } catch {
    // There was no storage, and so nothing in it.
  }
}

/** What this sign-in wrote, by the address of its form; what another one left behind can be read by nobody, and goes. */
async function mine(secret: CryptoKey): Promise<Record<string, string>> {
  const [drafts, database] = await store("readonly");
  const [names, all] = await Promise.all([asked(drafts.getAllKeys()), asked(drafts.getAll() as IDBRequest<Kept[]>)]);
  database.close();
  const found: Record<string, string> = {};
  const strange: IDBValidKey[] = [];
  for (const [at, { iv, data }] of all.entries()) {
    const name = names[at] ?? "";
    const plain = await window.crypto.subtle.decrypt({ name: "AES-GCM", iv }, secret, data).catch(() => null);
    if (plain) found[String(name)] = new TextDecoder().decode(plain);
    else strange.push(name);
  }
  await drop(strange);
  return found;
}

/** Hand over to the server what was written here while the network was away; whether there was anything. */
export async function handOver(): Promise<boolean> {
  const form = formOf();
  const keep = one("[data-draft]")?.dataset.keep;
  const secret = await keyOf();
  if (!form || !keep || !secret) return false;
  try {
    const plain = (await mine(secret))[form.action];
    if (plain === undefined) return false;
    const body = new URLSearchParams(plain);
    body.set("csrfmiddlewaretoken", sent(form).get("csrfmiddlewaretoken") ?? "");
    const answer = await fetch(keep, { method: "POST", body });
    const said = (await answer.json().catch(() => ({}))) as { at?: string; gate?: boolean };
    // What the gate stops stays nowhere.
    if (said.at ?? said.gate) await forgetHere();
    return said.at !== undefined;
  } catch {
    return false;
  }
}

/** Have the key at hand before the network goes. */
export const beReady = (): void => void keyOf();

/** Whoever signs out leaves no key behind either. */
export const leave = (): void => void (key = null);
