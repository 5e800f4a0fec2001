// One file on its way to the server, with its progress and a sentence for each way it may end.
import { make, one } from "./dom";

const MEGABYTE = 1024 * 1024;

export const sizeText = (bytes: number) =>
  bytes >= MEGABYTE ? `${(bytes / MEGABYTE).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;

/** Why a file is not even sent; empty when it may be. */
export function whyNotSent(file: File, megabytes: number): string {
  if (file.size === 0) return "这是一个空文件，没有上传。";
  if (file.size > megabytes * MEGABYTE)
    return `这个文件有 ${sizeText(file.size)}，超过了 ${megabytes} MB，没有上传。请降低扫描分辨率（300 点即可）或分成几个文件。`;
  return "";
}

export interface Answer {
  /** What the server says of the file; null when it did not get to say anything. */
  result: HTMLElement | null;
  /** Why there is no result. */
  trouble: Node | null;
}

function failure(text: string, signIn = false): Answer {
  const line = make("span", "", text);
  if (signIn) {
    const link = make("a", "", "在新窗口登录");
    link.href = "/";
    link.target = "_blank";
    line.append(link, "，再按“再传一次”。");
  }
  return { result: null, trouble: line };
}

function read(request: XMLHttpRequest): Answer {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const result = one(".upload-result", page);
  if (result) return { result: document.importNode(result, true), trouble: null };
  if (page.body.classList.contains("entrance")) return failure("登录已过期，文件还没有上传。请", true);
  const error = one(".error-page h1", page)?.textContent;
  return failure(error ? `${error}，文件没有收下。` : "服务器没有办成，文件没有收下。");
}

/** Send one file as *name*; *progress* gets per cent, 100 when the server has it and is reading. */
export function send(
  address: string,
  name: string,
  file: File,
  fields: Record<string, string>,
  progress: (percent: number) => void,
): Promise<Answer> {
  const data = new FormData();
  for (const [key, value] of Object.entries(fields)) data.set(key, value);
  data.set(name, file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => progress((100 * event.loaded) / (event.total || 1));
    request.upload.onload = () => progress(100);
    request.onload = () => resolve(read(request));
    request.onerror = () => resolve(failure("没有送到服务器，文件还在这一页上。"));
    request.open("POST", address);
    request.setRequestHeader("HX-Request", "true");
    request.send(data);
  });
}
