#!/usr/bin/env bash
# Checks the tools that a build needs, installs what is missing where it may, then runs the command given.
#
#   scripts/setup.sh                          check and install only
#   scripts/setup.sh COMMAND [ARGUMENT...]    … then run COMMAND with the environment that the build needs
#   scripts/setup.sh --lint COMMAND …         … with rustfmt and clippy too
#   scripts/setup.sh --test COMMAND …         … with a Chromium too, in which the tests look at pages, and axe-core, which looks at
#                                             them as a reader without eyes would (so too without COMMAND)
#   scripts/setup.sh --fuzz COMMAND …         … with a nightly Rust and cargo-fuzz
#   scripts/setup.sh --coverage COMMAND …     … with llvm-profdata and llvm-cov of the compiler's LLVM
#   scripts/setup.sh --docs COMMAND …         … with mdbook
#
# LUNGANG_INSTALL=no: never install, only say the one line to type. Exit 2: something is missing.
#
# What maintainers should know:
# - HiGHS is compiled from source by highs-sys: cmake, make, a C and a C++ compiler. Minutes, once.
# - Its bindings are made by bindgen, which loads libclang at run time (libclang.so.1 is enough, no llvm-config
#   needed) and also reads clang's own headers (stddef.h and kin).
# - The packages of older distributions carry a Rust that is too old: their rustc is taken only if it is new enough.
#   rustup is named, never run: nothing is downloaded but by the package manager.
# - macOS ships bash 3.2: no associative arrays, no mapfile. Its linker, compiler and libclang come with the command
#   line tools; bindgen does not look into Homebrew on Apple silicon, hence LIBCLANG_PATH.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Talk goes to stderr: stdout belongs to the command that is run.
say() { printf '%s / %s\n' "$1" "$2" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }

# at_least 1.95.0 1.88: true, comparing major and minor as numbers.
at_least() {
    local major minor want_major want_minor _
    IFS=. read -r major minor _ <<<"$1.0.0"
    IFS=. read -r want_major want_minor _ <<<"$2.0.0"
    case "$major$minor" in '' | *[!0-9]*) return 1 ;; esac
    [ "$major" -gt "$want_major" ] || { [ "$major" -eq "$want_major" ] && [ "$minor" -ge "$want_minor" ]; }
}

rust_wanted=$(sed -n '/^rust-version/{s/[^"]*"\([0-9.]*\)".*/\1/p;q;}' Cargo.toml)

# ---------------------------------------------------------------------------------------------------- what is there

# A shell opened before rustup ran does not know its folder yet.
if ! have cargo && [ -x "${CARGO_HOME:-$HOME/.cargo}/bin/cargo" ]; then
    PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
    export PATH
fi

rust_found() { # the version, `none` where rustc is missing or is rustup's proxy with no toolchain behind it
    local line
    line=$(rustc --version 2>/dev/null) || line=
    line=${line#rustc }
    line=${line%% *}
    cargo --version >/dev/null 2>&1 || line=
    printf '%s\n' "${line:-none}"
}

# True where one of the glob patterns names a libclang; libclang-cpp is another library.
any_libclang() {
    local file
    while IFS= read -r file; do
        case "$file" in *-cpp.*) ;; *) [ -e "$file" ] && return 0 ;; esac
    done < <(for pattern in "$@"; do
        compgen -G "$pattern/libclang.so*" || true
        compgen -G "$pattern/libclang-*.so*" || true
        compgen -G "$pattern/libclang.dylib" || true
    done)
    return 1
}

# The places that bindgen (clang-sys) searches, in its order. LIBCLANG_PATH, when set, is the only one.
libclang_found() {
    if [ -n "${LIBCLANG_PATH:-}" ]; then
        [ -f "$LIBCLANG_PATH" ] || any_libclang "$LIBCLANG_PATH"
        return
    fi
    local prefix folder
    if prefix=$("${LLVM_CONFIG_PATH:-llvm-config}" --prefix 2>/dev/null); then
        any_libclang "$prefix/lib" "$prefix/lib64" && return
    fi
    while IFS= read -r -d : folder; do
        [ -n "$folder" ] && any_libclang "$folder" && return
    done <<<"${LD_LIBRARY_PATH:-}:${LIBRARY_PATH:-}:"
    if [ "$(uname -s)" = Darwin ]; then
        any_libclang '/usr/local/opt/llvm*/lib' /Library/Developer/CommandLineTools/usr/lib \
            "$(xcode-select --print-path 2>/dev/null)/Toolchains/XcodeDefault.xctoolchain/usr/lib"
    else
        any_libclang '/usr/lib*' '/usr/lib*/*' '/usr/lib*/*/*' \
            '/usr/local/llvm*/lib*' '/usr/local/lib*' '/usr/local/lib*/*' '/usr/local/lib*/*/*'
    fi
}

# libclang finds its headers beside itself, bindgen those of a `clang` on the path; a bare libclang has neither.
clang_headers_found() {
    [ "$(uname -s)" = Darwin ] || [ -n "${LIBCLANG_PATH:-}" ] || have clang ||
        compgen -G '/usr/lib*/clang/*/include/stddef.h' >/dev/null ||
        compgen -G '/usr/lib*/llvm*/lib*/clang/*/include/stddef.h' >/dev/null ||
        compgen -G '/usr/local/lib*/clang/*/include/stddef.h' >/dev/null
}

# Homebrew's llvm is keg-only: found through LIBCLANG_PATH alone.
use_brewed_libclang() {
    local prefix
    if ! libclang_found && have brew && prefix=$(brew --prefix llvm 2>/dev/null) && any_libclang "$prefix/lib"; then
        export LIBCLANG_PATH="$prefix/lib"
    fi
}

look() { # fills `missing` with words of ours: rust cc cxx make cmake libclang rustfmt clippy
    missing=
    found=$(rust_found)
    at_least "$found" "$rust_wanted" || missing="$missing rust"
    # CC and CXX may carry arguments (`ccache g++`): the first word is the program.
    have "$(first_word "${CC:-cc}")" || missing="$missing cc"
    have "$(first_word "${CXX:-c++}")" || missing="$missing cxx"
    have make || missing="$missing make"
    have cmake || missing="$missing cmake"
    use_brewed_libclang
    { libclang_found && clang_headers_found; } || missing="$missing libclang"
    if [ "$lint" = yes ]; then
        cargo fmt --version >/dev/null 2>&1 || missing="$missing rustfmt"
        cargo clippy --version >/dev/null 2>&1 || missing="$missing clippy"
    fi
}
first_word() { printf '%s\n' "${1%% *}"; }
lacks() { case " $missing " in *" $1 "*) return 0 ;; *) return 1 ;; esac; }

# ------------------------------------------------------------------------------------------------- what to do then

manager() {
    local name
    for name in apt-get dnf brew; do
        if have "$name"; then
            printf '%s\n' "$name"
            return
        fi
    done
    printf 'none\n'
}

# The Rust that the package manager would bring, `none` where it has none or the answer is not known.
rust_offered() {
    local version=
    case "$1" in
        apt-get) version=$(LC_ALL=C apt-cache policy rustc 2>/dev/null | sed -n 's/^ *Candidate: *//p') ;;
        dnf) version=$(LC_ALL=C dnf -q repoquery --latest-limit 1 --qf '%{version}\n' rust 2>/dev/null </dev/null | tail -n 1) ;;
        brew) version=$(brew info --json=v2 rust 2>/dev/null | sed -n 's/.*"stable": *"\([0-9.]*\)".*/\1/p' | head -n 1) ;;
    esac
    version=${version#*:}
    printf '%s\n' "${version:-none}"
}

# rustfmt and clippy come as packages only where the compiler does.
tools_from_package() { [ "$rust_by_rustup" = no ] && { ! lacks rust || [ "$rust_from_package" = yes ]; }; }

packages() { # packages MANAGER: the packages for `missing`, on one line
    local word name list=
    for word in $missing; do
        case "$word" in
            rust) [ "$rust_from_package" = yes ] || continue ;;
            rustfmt | clippy) tools_from_package || continue ;;
        esac
        case "$1:$word" in
            apt-get:rust) name="cargo rustc" ;;
            apt-get:cc) name=gcc ;;
            apt-get:cxx) name=g++ ;;
            apt-get:libclang) name=libclang-dev ;;
            apt-get:clippy) name=rust-clippy ;;
            dnf:rust) name="cargo rust" ;;
            dnf:cc) name=gcc ;;
            dnf:cxx) name=gcc-c++ ;;
            dnf:libclang) name=clang-devel ;;
            brew:rustfmt | brew:clippy) name=rust ;;
            brew:libclang) name=llvm ;;
            brew:cc | brew:cxx) continue ;; # Apple's, see `by_hand`
            *) name=$word ;;
        esac
        case " $list " in *" $name "*) ;; *) list="$list $name" ;; esac
    done
    printf '%s\n' "${list# }"
}

by_hand() { # by_hand MANAGER: the command for what no package brings
    local line=
    if [ "$1" = brew ] && { lacks cc || lacks cxx; }; then
        line="xcode-select --install"
    fi
    if lacks rust && [ "$rust_from_package" = no ]; then
        line="${line:+$line && }$rustup_line"
    elif [ "$rust_by_rustup" = yes ] && { lacks rustfmt || lacks clippy; }; then
        line="${line:+$line && }rustup component add rustfmt clippy"
    fi
    printf '%s\n' "$line"
}

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }

may_install() {
    [ "${LUNGANG_INSTALL:-yes}" != no ] || return 1
    case "$1" in
        none) return 1 ;;
        brew) [ "$(id -u)" -ne 0 ] ;; # Homebrew refuses root
        *) [ "$(id -u)" -eq 0 ] || { have sudo && sudo -n true 2>/dev/null; } ;;
    esac
}

install() { # install MANAGER PACKAGE...; talks on stderr, asks nothing
    local tool=$1
    shift
    case "$tool" in
        apt-get) as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" ;;
        dnf) as_root dnf install -y -q "$@" ;;
        brew) brew install --quiet "$@" ;;
    esac >&2 </dev/null
}

one_line() { # one_line MANAGER: everything that is still missing, as the one line to type
    local sudo='' list line
    [ "$(id -u)" -eq 0 ] || sudo='sudo '
    list=$(packages "$1")
    case "$1:$list" in
        *: | none:*) line= ;;
        apt-get:*) line="${sudo}apt-get update && ${sudo}apt-get install -y $list" ;;
        dnf:*) line="${sudo}dnf install -y $list" ;;
        brew:*) line="brew install $list" ;;
    esac
    list=$(by_hand "$1")
    printf '%s\n' "$line${line:+${list:+ && }}$list"
}

words() { # what is missing, for people
    local word list=
    for word in $missing; do
        case "$word" in
            rust) word="Rust ≥ $rust_wanted ($found)" ;;
            cc) word="C compiler" ;;
            cxx) word="C++ compiler" ;;
        esac
        list="${list:+$list, }$word"
    done
    printf '%s\n' "$list"
}

supply() { # brings what is missing, or says the one line and ends with 2
    local tool list line
    say "缺少构建工具：$(words)" "missing build tools: $(words)"
    tool=$(manager)
    rust_by_rustup=no
    rustup_line="curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y"
    if have rustup; then
        rust_by_rustup=yes
        rustup_line="rustup update stable && rustup default stable"
    fi
    # Package lists first: a fresh image has none. A dead third-party source must not keep the others from serving.
    if [ "$tool" = apt-get ] && may_install "$tool"; then
        as_root apt-get update -qq >&2 </dev/null || true
    fi
    rust_from_package=no
    if lacks rust && [ "$rust_by_rustup" = no ] && at_least "$(rust_offered "$tool")" "$rust_wanted"; then
        rust_from_package=yes
    fi
    # The line for rustup needs curl, which a bare image lacks.
    if lacks rust && [ "$rust_by_rustup$rust_from_package" = nono ] && ! have curl; then
        missing="$missing curl"
    fi
    list=$(packages "$tool")
    if [ -n "$list" ] && may_install "$tool"; then
        say "正在安装：$list" "installing: $list"
        # shellcheck disable=SC2086 # package names, one word each
        install "$tool" $list || say "安装失败：$tool" "the installation failed: $tool"
        hash -r
        look
    fi
    [ -n "$missing" ] || return 0
    line=$(one_line "$tool")
    if [ "$tool" = none ]; then
        say "本机没有 apt-get、dnf 或 brew，请自行安装：$(words)" "no apt-get, dnf or brew here, please install: $(words)"
    fi
    if [ -n "$line" ]; then
        say "请先输入下面这一行，再重试" "type this one line, then try again"
        printf '\n    %s\n\n' "$line" >&2
    fi
    exit 2
}

# The tests of pages need a Chromium and nothing else does: without one they fail and say so, so this never stops a build.
supply_browser() {
    local tool name
    [ -z "${LUNGANG_CHROMIUM:-}" ] || return 0
    for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
        ! have "$name" || return 0
    done
    tool=$(manager)
    say "缺少浏览器 Chromium（测试用它查看网页）" "no Chromium, in which the tests look at pages"
    if [ "$tool" != none ] && [ "$tool" != brew ] && may_install "$tool"; then
        say "正在安装：chromium" "installing: chromium"
        if [ "$tool" = apt-get ]; then
            as_root apt-get update -qq >&2 </dev/null || true
        fi
        install "$tool" chromium || say "安装失败：$tool" "the installation failed: $tool"
        hash -r
    fi
    have chromium || say "请安装 Chromium，或用 LUNGANG_CHROMIUM 指明其位置，否则网页测试不能通过" \
        "please install Chromium or name one in LUNGANG_CHROMIUM, else the tests of pages fail"
}

# supply_crate TOOL: a program that cargo builds, or the one line to type. What cargo installs may lie outside the path of
# a shell that was opened before.
supply_crate() {
    PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
    ! have "$1" || return 0
    if [ "${LUNGANG_INSTALL:-yes}" != no ]; then
        say "正在安装：$1" "installing: $1"
        cargo install "$1" --locked >&2 </dev/null || true
        hash -r
    fi
    if ! have "$1"; then
        say "请先输入下面这一行，再重试" "type this one line, then try again"
        printf '\n    cargo install %s --locked\n\n' "$1" >&2
        exit 2
    fi
}

# A fuzzer needs a nightly compiler, which only rustup brings.
supply_fuzzer() {
    if ! cargo +nightly --version >/dev/null 2>&1; then
        say "缺少 nightly 版 Rust，请输入下面这一行再重试" "no nightly Rust, type this line, then try again"
        printf '\n    rustup toolchain install nightly --profile minimal\n\n' >&2
        exit 2
    fi
    supply_crate cargo-fuzz
}

supply_mdbook() { supply_crate mdbook; }

# rustup's component where there is rustup, else the package of the compiler's LLVM; the script says what is missing still.
supply_llvm() {
    local tool major
    major=$(rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
    ! have "llvm-cov-$major" || return 0
    if have rustup && rustup component add llvm-tools >/dev/null 2>&1 </dev/null; then
        return 0
    fi
    tool=$(manager)
    case "$tool" in apt-get) set -- "llvm-$major" ;; *) set -- llvm ;; esac
    if [ "$tool" != none ] && may_install "$tool"; then
        say "正在安装：$1" "installing: $1"
        if [ "$tool" = apt-get ]; then
            as_root apt-get update -qq >&2 </dev/null || true
        fi
        install "$tool" "$1" || say "安装失败：$tool" "the installation failed: $tool"
    fi
}

# ------------------------------------------------------------------------------------------------------------ main

# axe-core (MPL-2.0) is no part of the program: a tool of the tests, one file, known by its hash. npm fetches it once.
axe_version=4.10.3
axe_sha256=880970c081707360e64f34cea25ff91892f5bc95675b0776925b9709dd8a68bb
supply_axe() {
    local home="${XDG_CACHE_HOME:-$HOME/.cache}/lungang/axe-core-$axe_version" work
    [ -z "${LUNGANG_AXE:-}" ] || return 0
    [ ! -f "$home/axe.min.js" ] || return 0
    if have npm && [ "${LUNGANG_INSTALL:-yes}" != no ]; then
        say "正在取得：axe-core $axe_version（检查网页的无障碍）" "fetching: axe-core $axe_version, which checks pages for accessibility"
        work=$(mktemp -d)
        if (cd "$work" && npm pack --silent "axe-core@$axe_version" >/dev/null && tar xzf ./*.tgz) &&
            [ "$(sha256_of "$work/package/axe.min.js")" = "$axe_sha256" ]; then
            mkdir -p "$home" && cp "$work/package/axe.min.js" "$home/"
        fi
        rm -rf "$work"
    fi
    [ -f "$home/axe.min.js" ] || say "请安装 npm，或用 LUNGANG_AXE 指明 axe.min.js 的位置，否则网页的无障碍检查不能通过" \
        "please install npm or name an axe.min.js in LUNGANG_AXE, else the test of accessibility fails"
}

sha256_of() { if have sha256sum; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1; }

lint=no
browser=no
more=
case "${1:-}" in
    --lint) lint=yes && shift ;;
    --test) browser=yes && shift ;;
    --fuzz) more=supply_fuzzer && shift ;;
    --coverage) more=supply_llvm && shift ;;
    --docs) more=supply_mdbook && shift ;;
    '') browser=yes ;;
esac
look
[ -z "$missing" ] || supply
[ "$browser" = no ] || supply_browser
[ "$browser" = no ] || supply_axe
[ -z "$more" ] || "$more"
[ "$#" -gt 0 ] || exit 0
# cargo shares out the cores itself: a jobserver inherited from make would leave HiGHS to one core.
unset MAKEFLAGS MFLAGS
exec "$@"
