package dev.sallyport.shield.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells by the name of an environment variable, a setting or a member whether its value is a secret. A name is read as words; its last one
 * says what the value is ({@code GITHUB_TOKEN}, {@code signingKey}), words before it may take that back ({@code PUBLIC_KEY},
 * {@code MAX_TOKENS}), and words behind it make it something else ({@code TOKEN_EXPIRY_SECONDS}). Pure, linear, safe for many threads.
 */
public final class SecretNames {
    /** Longer names are read from their end. */
    private static final int LONGEST = 120;

    /** How a name speaks of its value. */
    enum Sort {
        /** Not of a secret. */
        NONE,
        /** Perhaps: {@code key}, {@code auth} alone. */
        WEAK,
        /** Of something a machine made: a token, a key. */
        TOKEN,
        /** Of something a person may have made up: a password. */
        PASSWORD,
        /** Of an address that carries credentials. */
        ADDRESS
    }

    private static final Set<String> PASSWORDS =
            set("password passwd passphrase passcode pwd pass passw passwort pin mnemonic sshpass pw");
    private static final Set<String> TOKENS =
            set("token tokens secret secrets apikey apikeys credential credentials creds cred pat jwt authkey "
                    + "accesskey secretkey privatekey signingkey masterkey accesstoken authtoken apitoken bearer cookie "
                    + "cookies pepper salt sas otp totp apisecret clientsecret license session seed hmac dockerconfigjson "
                    + "dockerconfig encryptionkey deploykey servicekey licensekey");
    private static final Set<String> KEYS = set("key keys auth authorization");
    private static final Set<String> ADDRESSES = set("url uri dsn dsns connstr urls address");

    /** Ends that glue a word to one before it: {@code PGPASSWORD}. */
    private static final List<String> GLUED = List.of(
            "password",
            "passwd",
            "passphrase",
            "secret",
            "token",
            "apikey",
            "authkey",
            "accesskey",
            "secretkey",
            "privatekey",
            "storepass",
            "keypass",
            "instrumentationkey",
            "sharedkey",
            "accountkey",
            "subscriptionkey",
            "appkey",
            "clientkey",
            "serverkey",
            "storagekey");

    /** Words before a password that make it a wish, a field or a flag. */
    private static final Set<String> ASKING =
            set("ask bypass no use enable disable require required skip with is has show hide reset forgot forget "
                    + "change allow verify max min without need needs");

    /** Words before a token that make it a piece of text, a place in a list, or a proof of no worth to others. */
    private static final Set<String> PIECES =
            set("max min num n total input output completion prompt context eos bos pad unk sep mask cls stop special "
                    + "begin end next count used cached reasoning page continuation cursor parse lex lexer csrf xsrf "
                    + "authenticity antiforgery "
                    + "pagination desktop xdg gdm gnome kde tmux current start idempotency tokens thinking generated per "
                    + "sync resume random");

    /** Words behind a token that make it something else: how long, how many, where, of which sort. */
    private static final Set<String> ABOUT =
            set("name names path file files dir url uri urls endpoint host port type kind id ids ttl expiry expires "
                    + "expiration expire expired lifetime age seconds secs sec ms minutes hours days duration length len "
                    + "size limit limits count max min rate bucket budget usage enabled enable disabled provider issuer "
                    + "audience header field column table prefix suffix format pattern regex policy rotation interval "
                    + "version algorithm alg strategy cache store storage manager service server mode method validation "
                    + "validator check required reset hint mgr label scope scopes address symbol contract decimals parallelism "
                    + "renewal region arn ref env var santa ring stream leeway threshold window command cmd helper backend "
                    + "class handler factory input form page route signin cost price is not exists set auth style tracker "
                    + "timeout domain secure samesite httponly engine location resolver reader writer encoding encoder "
                    + "strength rules error errors message title text placeholder tokenizer vocab model embedding "
                    + "embeddings counter");
    /** Words behind which a secret stays one. */
    private static final Set<String> NEUTRAL =
            set("dev prod production staging test testing live sandbox old new current previous next primary "
                    + "secondary default value raw plain plaintext base64 b64 pem json string data content contents hex "
                    + "backup local ci main readonly ro rw admin root hash phrase code pooling pooled direct internal "
                    + "unpooled base v1 v2 v3");

    /** Words that say that a key or token is no secret. */
    private static final Set<String> OPEN =
            set("public pub publishable primary foreign sort partition cache index group unique hot hotkey shortcut "
                    + "map row routing lookup object file search anon site shard composite candidate natural surrogate "
                    + "translation i18n any enter arrow meta ctrl alt distribution order dict json xml yaml registry host "
                    + "known max min num total input output completion prompt context eos bos pad unk sep mask cls stop "
                    + "special begin end next no use enable disable require required skip with is has show trusted verify "
                    + "header message event attribute field column table range metric tag label setting feature bypass "
                    + "allow ask n count used cached reasoning new page continuation cursor parse lex lexer s3 bucket "
                    + "idempotency dedupe deduplication correlation encoding");

    /** Stores and brokers whose addresses carry a password. */
    private static final Set<String> STORES = set(
            "database db postgres postgresql pg mysql mariadb mongo mongodb redis rediscloud redistogo amqp "
                    + "cloudamqp rabbitmq rabbit smtp mailer mail celery broker sqlalchemy clickhouse cassandra neo4j "
                    + "elasticsearch kafka nats cockroach cockroachdb turso jdbc datasource valkey upstash jawsdb cleardb "
                    + "memcachedcloud bonsai searchbox libsql supabasedb prisma planetscale neon timescale snowflake "
                    + "cloudinary mssql sqlserver oracle sidekiq result queue webhook webhooks hook kv sentry connection");

    /** Names that follow no rule, in lower case. */
    private static final Set<String> KNOWN =
            set("edge_config cc_test_reporter_id google_service_account service_account_json kubeconfig_data "
                    + "google_service_account_json google_credentials_json gcp_service_account firebase_service_account "
                    + "ansible_vault kaggle_config netrc kube_config_data npmrc pypirc docker_auth_config codecov_upload "
                    + "ci_repository_url service_account_key_json slack_hook");

    private static final Set<String> UNSECRET =
            set("pwd oldpwd gpg_key key pass auth git_askpass ssh_askpass sudo_askpass keys seed pin cookie "
                    + "random_seed pythonhashseed license cookies salt pw base_url mail_address random_salt app_license "
                    + "project_license package_license");

    private SecretNames() {}

    private static Set<String> set(String words) {
        return Set.copyOf(List.of(words.split(" ")));
    }

    /** Whether the value of a variable of that name is a secret. */
    public static boolean isSecret(String name) {
        Sort sort = sort(name);
        return sort != Sort.NONE && sort != Sort.WEAK;
    }

    static Sort sort(String name) {
        String read = name.length() > LONGEST ? name.substring(name.length() - LONGEST) : name;
        List<String> words = words(read);
        String whole = String.join("_", words);
        if (words.isEmpty()) {
            return Sort.NONE;
        }
        if (KNOWN.contains(whole)) {
            return Sort.TOKEN;
        }
        if (UNSECRET.contains(whole)) {
            return KEYS.contains(whole) || whole.startsWith("pass") || whole.equals("pin") ? Sort.WEAK : Sort.NONE;
        }
        return sort(words, whole);
    }

    private static Sort sort(List<String> words, String whole) {
        if (whole.endsWith("access_key_id") || whole.endsWith("secret_id") || whole.endsWith("connection_string")) {
            return Sort.TOKEN;
        }
        int last = words.size() - 1;
        while (last > 0 && (NEUTRAL.contains(words.get(last)) || isNumber(words.get(last)))) {
            last--;
        }
        Sort ending = ending(words, last);
        return ending == Sort.NONE ? inside(words, last) : ending;
    }

    /** What the name says by its last word and those before it. */
    private static Sort ending(List<String> words, int last) {
        String word = words.get(last);
        String before = last > 0 ? words.get(last - 1) : "";
        if (PASSWORDS.contains(word) || word.endsWith("password") || word.endsWith("passwd")) {
            return ASKING.contains(before) ? Sort.NONE : Sort.PASSWORD;
        }
        if (ADDRESSES.contains(word)) {
            return isStore(words, last) && !words.contains("public") ? Sort.ADDRESS : Sort.NONE;
        }
        if (TOKENS.contains(word)) {
            boolean piece = PIECES.contains(before) || ASKING.contains(before);
            return piece || isPublic(words) ? Sort.NONE : Sort.TOKEN;
        }
        if (KEYS.contains(word)) {
            boolean open = word.startsWith("key") ? OPEN.contains(before) : ASKING.contains(before);
            return last == 0 ? Sort.WEAK : open || isPublic(words) ? Sort.NONE : Sort.TOKEN;
        }
        boolean glued = GLUED.stream().anyMatch(end -> word.endsWith(end) && !word.startsWith("bypass"));
        return glued && !isPublic(words) ? Sort.TOKEN : word.equals("webhook") && last > 0 ? Sort.ADDRESS : Sort.NONE;
    }

    /** A token of something that is named behind it: {@code TF_TOKEN_app_terraform_io}. */
    private static Sort inside(List<String> words, int last) {
        for (int i = last; i >= Math.max(1, last - 3); i--) {
            String word = words.get(i - 1);
            boolean about = ABOUT.contains(words.get(i)) || PIECES.contains(words.get(i));
            if (about) {
                return Sort.NONE;
            }
            boolean token = word.equals("token") || word.equals("password") || (word.equals("session") && i > 1);
            if (token && i > 1 && !PIECES.contains(words.get(i - 2)) && !isPublic(words)) {
                return word.equals("password") ? Sort.PASSWORD : Sort.TOKEN;
            }
        }
        return Sort.NONE;
    }

    /** Whether one of the words of a name is this one. */
    static boolean speaksOf(String name, String word) {
        return words(name).contains(word);
    }

    private static boolean isPublic(List<String> words) {
        return words.contains("public") || words.contains("publishable");
    }

    private static boolean isStore(List<String> words, int last) {
        return words.get(last).startsWith("dsn")
                || words.get(last).equals("connstr")
                || words.subList(0, last).stream().anyMatch(STORES::contains);
    }

    private static boolean isNumber(String word) {
        return word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The words of a name in lower case: parted by marks, and where a small letter meets a great one. */
    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= name.length(); i++) {
            boolean mark = i == name.length() || !Character.isLetterOrDigit(name.charAt(i));
            boolean hump = !mark
                    && i > from
                    && Character.isUpperCase(name.charAt(i))
                    && (Character.isLowerCase(name.charAt(i - 1))
                            || (i + 1 < name.length()
                                    && Character.isLowerCase(name.charAt(i + 1))
                                    && Character.isUpperCase(name.charAt(i - 1))));
            if ((mark || hump) && i > from) {
                words.add(name.substring(from, i).toLowerCase(Locale.ROOT));
            }
            if (mark) {
                from = i + 1;
            } else if (hump) {
                from = i;
            }
        }
        return words;
    }
}
