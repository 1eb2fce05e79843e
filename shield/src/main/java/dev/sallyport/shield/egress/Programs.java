package dev.sallyport.shield.egress;

import java.util.List;
import java.util.Set;

/** Programs that talk to the network, what their options take, and programs whose output is worth stealing. */
final class Programs {
    static final Set<String> FETCHERS =
            Set.of("curl", "wget", "http", "https", "xh", "aria2c", "lynx", "links", "fetch", "curlie", "httpie");
    static final Set<String> RAW = Set.of("nc", "ncat", "netcat", "telnet", "socat", "ftp", "tftp", "openssl");
    static final Set<String> LOOKUPS = Set.of(
            "dig",
            "nslookup",
            "host",
            "drill",
            "ping",
            "ping6",
            "traceroute",
            "mtr",
            "resolvectl",
            "getent",
            "kdig",
            "fping");
    static final Set<String> COPIERS =
            Set.of("scp", "rsync", "sftp", "ssh", "rclone", "gsutil", "aws", "az", "mc", "s3cmd");
    /** What {@code rclone} calls sending files. */
    static final Set<String> MOVES = Set.of("copy", "sync", "move", "copyto", "moveto", "bisync");

    static final Set<String> INTERPRETERS = Set.of(
            "python",
            "python3",
            "node",
            "perl",
            "ruby",
            "php",
            "deno",
            "bun",
            "pwsh",
            "powershell",
            "git",
            "pip",
            "pip3",
            "npm",
            "docker",
            "go",
            "cargo",
            "gh",
            "nmap",
            "openssl");
    static final Set<String> TUNNELS = Set.of(
            "ngrok",
            "cloudflared",
            "localtunnel",
            "lt",
            "bore",
            "frpc",
            "chisel",
            "pagekite",
            "zrok",
            "tailscaled",
            "iodine",
            "dnscat2");
    static final Set<String> READERS = Set.of(
            "cat", "head", "tail", "less", "more", "base64", "base32", "xxd", "od", "hexdump", "tar", "zip", "gzip",
            "bzip2", "xz", "openssl", "grep", "egrep", "rg", "awk", "sed", "tac", "strings", "jq", "sort", "dd", "find",
            "cut", "tr", "rev", "paste");
    static final Set<String> DUMPERS = Set.of("env", "printenv", "set", "export", "history", "declare", "compgen");
    static final Set<String> FINGERPRINTS =
            Set.of("whoami", "id", "hostname", "uname", "ifconfig", "ip", "arp", "ps", "netstat", "w", "last");

    /** Options of fetchers whose next word is no address. */
    static final Set<String> VALUED = Set.of(
            "-d",
            "--data",
            "--data-binary",
            "--data-raw",
            "--data-urlencode",
            "--data-ascii",
            "--json",
            "-F",
            "--form",
            "-T",
            "--upload-file",
            "-H",
            "--header",
            "-X",
            "--request",
            "-o",
            "--output",
            "-u",
            "--user",
            "-A",
            "--user-agent",
            "-b",
            "--cookie",
            "-c",
            "-e",
            "--referer",
            "-K",
            "-w",
            "--write-out",
            "-m",
            "--max-time",
            "--retry",
            "-O",
            "--post-data",
            "--post-file",
            "--body-file",
            "--body-data",
            "--method",
            "--connect-timeout",
            "--cacert",
            "--cert",
            "--key",
            "-P",
            "-U",
            "-p",
            "-i",
            "-l",
            "-W",
            "-s",
            "-q",
            "-t",
            "--timeout",
            "--tries",
            "-C");

    static final Set<String> LOGIN = Set.of("-i", "-p", "-P", "-o", "-F", "-l", "-J", "-L", "-D", "-e", "--rsh", "-c");
    static final List<String> DATA = List.of(
            "-d",
            "--data",
            "--data-binary",
            "--data-raw",
            "--data-urlencode",
            "--data-ascii",
            "--json",
            "-F",
            "--form",
            "-T",
            "--upload-file",
            "--post-data",
            "--post-file",
            "--body-file",
            "--body-data");

    private Programs() {}
}
