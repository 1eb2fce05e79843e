package dev.sallyport.shield.file;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether a path leads where secrets are kept by custom. By its text alone: nothing is opened. Immutable. */
public final class SecretFiles {
    private static final Set<String> NAMES = Set.of(
            ".env",
            ".netrc",
            ".npmrc",
            ".pypirc",
            ".pgpass",
            ".git-credentials",
            ".htpasswd",
            ".dockercfg",
            "id_rsa",
            "id_dsa",
            "id_ecdsa",
            "id_ed25519",
            "credentials",
            "credentials.json",
            "secrets.yml",
            "secrets.yaml",
            "secrets.json",
            "secrets.env",
            "secret",
            "secrets",
            "shadow",
            "sudoers",
            "authorized_keys",
            "master.key",
            "kubeconfig",
            "terraform.tfstate",
            "terraform.tfvars",
            "service-account.json",
            "wallet.dat",
            "login.keychain",
            ".bash_history",
            ".zsh_history",
            "cookies.sqlite",
            "logins.json",
            "vault-token",
            ".vault-token",
            ".boto",
            ".s3cfg",
            "auth.json");
    private static final List<String> FOLDERS = List.of(
            "/.ssh/",
            "/.aws/",
            "/.gnupg/",
            "/.kube/",
            "/.azure/",
            "/.config/gcloud/",
            "/.docker/",
            "/etc/ssl/private/",
            "/run/secrets/",
            "/var/run/secrets/",
            "/proc/self/environ",
            "/etc/passwd",
            "/etc/shadow",
            "/etc/sudoers",
            "/.config/gh/",
            "/.terraform.d/",
            "/.password-store/");
    private static final Set<String> KEYS =
            Set.of("pem", "key", "p12", "pfx", "jks", "keystore", "kdbx", "ppk", "asc", "gpg");
    private static final Set<String> SAMPLES = Set.of("example", "sample", "template", "dist", "md", "test", "pub");

    private SecretFiles() {}

    /** Whether it does; samples and templates do not. */
    public static boolean isSecret(String path) {
        String plain = path.replace('\\', '/').toLowerCase(Locale.ROOT);
        String name = plain.substring(plain.lastIndexOf('/') + 1);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        if (SAMPLES.contains(ending)) {
            return false;
        }
        String rooted = plain.startsWith("~") ? plain.substring(1) : "/" + plain;
        return NAMES.contains(name)
                || name.startsWith(".env.")
                || (name.length() > ending.length() + 1 && KEYS.contains(ending))
                || FOLDERS.stream().anyMatch(rooted::contains)
                || FOLDERS.stream().anyMatch(folder -> (rooted + "/").endsWith(folder));
    }
}
