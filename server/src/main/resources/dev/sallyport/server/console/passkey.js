// Forms that say data-passkey ask the person's device before they are sent.
const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

async function create(data) {
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: bytes(data.challenge),
      rp: { id: data.rp, name: "Sallyport" },
      user: { id: bytes(data.user), name: data.name, displayName: data.name },
      pubKeyCredParams: [
        { type: "public-key", alg: -8 },
        { type: "public-key", alg: -7 },
        { type: "public-key", alg: -257 },
      ],
      authenticatorSelection: { userVerification: "required", residentKey: "discouraged" },
      attestation: "none",
      timeout: 120000,
    },
  });
  return { client_data: made.response.clientDataJSON, attestation: made.response.attestationObject };
}

async function use(data) {
  const used = await navigator.credentials.get({
    publicKey: {
      challenge: bytes(data.challenge),
      rpId: data.rp,
      allowCredentials: [{ type: "public-key", id: bytes(data.key) }],
      userVerification: "required",
      timeout: 120000,
    },
  });
  return {
    client_data: used.response.clientDataJSON,
    authenticator_data: used.response.authenticatorData,
    signature: used.response.signature,
  };
}

// One question to the device at a time; a form whose answer was sent asks nothing any more.
async function ask(form, button, note) {
  button.disabled = true;
  note.textContent = "";
  try {
    if (!window.PublicKeyCredential) throw new DOMException("", "no passkeys here (the console must be opened over https)");
    const fields = await (form.dataset.passkey === "create" ? create : use)(form.dataset);
    for (const [name, value] of Object.entries(fields)) {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      input.value = text(value);
      form.append(input);
    }
    form.submit();
  } catch (refused) {
    note.textContent = "The device did not do it: " + refused.name;
    button.disabled = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const note = document.createElement("p");
  note.className = "bad";
  note.setAttribute("role", "alert");
  form.append(note);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form, form.querySelector("button"), note);
  });
}
