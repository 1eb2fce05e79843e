package dev.sallyport.provenance.assess;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What programs can do that a user must have handed over: reach other machines, take things away, change who may do what or what
 * runs later, bring in other people's programs, run what is not to be seen in the command. Programs that are not here work on files
 * they are given, and those are judged as paths.
 */
final class CommandPowers {
    /** Reach another machine, whose name must be vouched for. */
    static final Set<String> NETWORK = Set.of(
            "curl",
            "wget",
            "nc",
            "ncat",
            "netcat",
            "socat",
            "ssh",
            "scp",
            "sftp",
            "rsync",
            "ftp",
            "tftp",
            "telnet",
            "dig",
            "nslookup",
            "host",
            "ping",
            "traceroute",
            "whois",
            "lynx",
            "w3m",
            "links",
            "elinks",
            "aria2c",
            "axel",
            "http",
            "https",
            "httpie",
            "xh",
            "iwr",
            "irm",
            "invoke-webrequest",
            "invoke-restmethod",
            "start-bitstransfer",
            "bitsadmin",
            "mail",
            "mailx",
            "sendmail",
            "mutt",
            "msmtp",
            "smbclient",
            "nmap",
            "mosh",
            "rclone",
            "ngrok",
            "cloudflared",
            "autossh",
            "s3cmd",
            "mysql",
            "psql",
            "mongo",
            "mongosh",
            "redis-cli",
            "ldapsearch",
            "finger",
            "tcpdump");

    /** Take things away: each must be named. */
    static final Set<String> REMOVERS = Set.of(
            "rm",
            "rmdir",
            "shred",
            "dd",
            "truncate",
            "unlink",
            "del",
            "erase",
            "rd",
            "format",
            "fdisk",
            "wipefs",
            "srm",
            "remove-item",
            "mkfs",
            "mkswap",
            "blkdiscard");

    /** End programs or the machine. */
    static final Set<String> ENDERS =
            Set.of("kill", "pkill", "killall", "taskkill", "shutdown", "reboot", "halt", "poweroff");

    /** Words in which a user asks for an end. */
    static final Set<String> END_WORDS =
            Set.of("stop", "kill", "end", "terminate", "quit", "restart", "reboot", "shut");

    /** Change rights, or what runs later, or the settings programs obey. */
    static final Set<String> RIGHTS = Set.of(
            "sudo",
            "su",
            "doas",
            "runas",
            "chmod",
            "chown",
            "chgrp",
            "chattr",
            "setfacl",
            "icacls",
            "takeown",
            "crontab",
            "at",
            "batch",
            "schtasks",
            "launchctl",
            "systemctl",
            "service",
            "reg",
            "useradd",
            "usermod",
            "userdel",
            "adduser",
            "groupadd",
            "passwd",
            "chpasswd",
            "visudo",
            "ssh-keygen",
            "ssh-copy-id",
            "ssh-add",
            "gpg",
            "setcap",
            "mount",
            "umount",
            "insmod",
            "modprobe",
            "iptables",
            "ufw",
            "nft",
            "sysctl",
            "alias",
            "setx",
            "netsh",
            "chsh",
            "update-rc",
            "docker",
            "podman",
            "kubectl",
            "helm",
            "terraform",
            "aws",
            "gcloud",
            "az",
            "gsutil",
            "gh",
            "glab",
            "heroku",
            "vercel",
            "ln",
            "mklink",
            "trap",
            "screen",
            "tmux",
            "nohup",
            "setsid",
            "disown",
            "security",
            "osascript",
            "defaults");

    /** What those only show. */
    static final Set<String> SHOWING = Set.of(
            "ps",
            "images",
            "logs",
            "get",
            "describe",
            "status",
            "list",
            "ls",
            "version",
            "info",
            "show",
            "is-active",
            "top",
            "diff",
            "view",
            "inspect",
            "plan",
            "--version",
            "list-units");

    /** Bring in packages, and which words of theirs do so. */
    static final Set<String> INSTALLERS = Set.of(
            "npm",
            "yarn",
            "pnpm",
            "bun",
            "pip",
            "pip3",
            "uv",
            "poetry",
            "gem",
            "cargo",
            "go",
            "apt",
            "apt-get",
            "brew",
            "dnf",
            "yum",
            "apk",
            "pacman",
            "choco",
            "winget",
            "snap",
            "conda",
            "composer",
            "nuget",
            "dotnet",
            "cpan",
            "luarocks",
            "easy_install");

    static final Set<String> INSTALLING = Set.of(
            "install",
            "i",
            "add",
            "get",
            "exec",
            "dlx",
            "x",
            "create",
            "tool",
            "require",
            "publish",
            "link",
            "login",
            "config",
            "set",
            "unpublish",
            "adduser",
            "token",
            "owner",
            "upload");

    /** Run a package straight from where it lies. */
    static final Set<String> FETCH_AND_RUN = Set.of("npx", "bunx", "uvx", "pipx", "pnpx", "yarnpkg");

    /** Read programs from what they are given. */
    static final Set<String> SHELLS =
            Set.of("sh", "bash", "zsh", "dash", "ksh", "fish", "ash", "csh", "tcsh", "pwsh", "powershell", "cmd");

    static final Set<String> INTERPRETERS = Set.of(
            "python",
            "python2",
            "python3",
            "perl",
            "ruby",
            "node",
            "deno",
            "php",
            "lua",
            "tclsh",
            "awk",
            "gawk",
            "osascript",
            "rscript",
            "groovy",
            "jshell");

    /** Run words as a program in the same breath. */
    static final Set<String> EVALUATORS = Set.of(
            "eval",
            "source",
            ".",
            "iex",
            "invoke-expression",
            "invoke-command",
            "mshta",
            "rundll32",
            "regsvr32",
            "wscript",
            "cscript",
            "certutil",
            "msiexec",
            "installutil");

    /** Only run another program. */
    static final Set<String> RUNNERS = Set.of(
            "env", "time", "xargs", "command", "exec", "nice", "stdbuf", "timeout", "builtin", "watch", "do", "then",
            "else", "if", "while", "!");

    /** What a version control program does beyond its own folder. */
    static final Set<String> SHARING = Set.of(
            "push",
            "remote",
            "config",
            "submodule",
            "send-email",
            "credential",
            "filter-branch",
            "daemon",
            "clean",
            "request-pull",
            "bundle");

    /** Programs whose first operand is a pattern and no file. */
    static final Set<String> PATTERNS =
            Set.of("sed", "awk", "gawk", "grep", "egrep", "rg", "ag", "perl", "jq", "yq", "echo", "printf");

    /** What runs hidden text, other people's code or the network from within another language. */
    static final Pattern REACHING = Pattern.compile("(?<![\\p{L}\\p{N}_])(?:"
            + "os\\s*\\.\\s*(?:system|popen|exec\\w*|spawn\\w*)|subprocess|pty\\.spawn|socket|urllib\\w*|requests\\s*\\.|httpx|aiohttp|http\\.client"
            + "|smtplib|ftplib|paramiko|__import__|importlib|exec\\s*\\(|eval\\s*\\(|compile\\s*\\(|marshal|pickle\\.loads|ctypes"
            + "|b64decode|b32decode|unhexlify|fromhex|atob\\s*\\(|buffer\\.from|fromcharcode|fetch\\s*\\(|xmlhttprequest|sendbeacon|websocket|eventsource"
            + "|child_process|document\\.cookie|localstorage|sessionstorage|indexeddb|navigator\\.credentials|new\\s+image|window\\.open|location\\s*(?:\\.\\w+)?\\s*=|\\.submit\\s*\\("
            + "|net\\.connect|http2?\\.request|runtime\\.getruntime|processbuilder|xp_cmdshell|(?:from|to)\\s+program|into\\s+(?:out|dump)file|load_file\\s*\\("
            + "|load\\s+data|pg_read\\w*|lo_(?:import|export)|dblink|postgres_fdw|load_extension|attach\\s+database|utl_http|sp_oacreate|openrowset"
            + "|downloadstring|downloadfile|net\\.webclient|frombase64string|encodedcommand|ld_preload|ld_library_path|dyld_\\w+|bash_env|prompt_command|node_options|pythonstartup|git_ssh\\w*"
            + "|hooks_?path)");

    /** Devices of the network in a shell, characters written as numbers, fields as separators. */
    static final Pattern MASKED = Pattern.compile(
            "/dev/(?:tcp|udp)/|\\$\\{?ifs|\\$'|(?:\\\\x[0-9a-f]{2}){3}|(?:\\\\[0-7]{3}){3}|\\$\\{[^}]*[:#%/^,@!][^}]*}");

    /** Statements that take away or hand out, and the user's words for them. */
    static final Map<String, Set<String>> STATEMENTS = Map.of(
            "drop", Set.of("drop", "delete", "remove"),
            "truncate", Set.of("truncate", "empty", "clear", "delete", "remove"),
            "delete", Set.of("delete", "remove", "clear", "clean", "erase", "purge", "drop"),
            "grant", Set.of("grant", "give", "allow", "permission", "permissions", "access"),
            "revoke", Set.of("revoke", "take", "remove", "withdraw"),
            "copy", Set.of("copy", "export", "import", "load"));

    private CommandPowers() {}
}
