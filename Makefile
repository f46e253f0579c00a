# Every target first sees to the tools a build needs (scripts/setup.sh), then passes them on to cargo.
# One profile, release, for everything: HiGHS takes minutes to compile and is compiled once.
# A plain make 3.81 (macOS) will do. CARGO_TARGET_DIR is respected throughout.

SHELL := /bin/bash
SETUP := scripts/setup.sh
COUNTY := data/examples/county
DEMO := out/demo
LOG = $${CARGO_TARGET_DIR:-target}/test.log
SUMMARY = $${CARGO_TARGET_DIR:-target}/test-summary.txt

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup demo desk test test-fast many mutants fuzz coverage lint docs bench bench-engines bench-sweep bench-fleet bench-desk sanity peers

help:
	@echo 'make demo    构建并为示例县 $(COUNTY) 制定轮岗方案 / build, then plan the example county'
	@echo 'make desk    构建并在浏览器里打开示例县 / build, then open the example county in a browser'
	@echo 'make test    运行全部测试，末行为汇总 / run every test, the summary comes last'
	@echo 'make test-fast   改动后一分钟内的检查：不编译求解器和数据框 / the tests of tables, rules and papers, without the solver and data frames'
	@echo 'make many    两万个随机县、一万次多进程求解 / 20 000 random counties, 10 000 solves in worker processes'
	@echo 'make mutants 逐一放入小错，看测试能否发现 / put in one small fault at a time, see whether tests notice (ARGS="rules/housing --limit 20")'
	@echo 'make fuzz    以随机文件冲击各读取程序，每个一分钟 / made-up files at every reader, a minute each (SECONDS=60 TARGETS="csv xlsx")'
	@echo 'make coverage   测量测试运行到的代码行 / measure which lines the tests run (ARGS="-p lungang-audit --lib")'
	@echo 'make lint    检查格式、静态分析与文档 / check formatting, clippy and documentation'
	@echo 'make docs    生成中英文文档到 out/docs / build the books, Chinese and English, into out/docs'
	@echo 'make bench   测量耗时与内存 / measure time and memory'
	@echo 'make bench-engines   与其他求解器比较 / compare with other solvers (ARGS="--sizes S,M --limit 60")'
	@echo 'make bench-sweep   一百次假设推演的耗时与内存 / a sweep of a hundred runs'
	@echo 'make bench-fleet   五十个县及其撤并后的耗时 / fifty counties, as they are and with a school merged (ARGS="--size M --counties 50")'
	@echo 'make bench-desk   工作台启动和各页面的耗时 / how long the desk takes to start and to answer'
	@echo 'make sanity  给十余个县编制方案，检查是否合情合理 / plan a dozen counties, see whether the plans make sense (ARGS="county another")'
	@echo 'make peers   与另写的程序逐项对照（Python、OR-Tools）/ compare every goal with a planner written apart from the text alone (Python, OR-Tools)'
	@echo 'make setup   检查构建工具，缺少的尽量装上 / check the build tools, install what is missing'

setup:
	@$(SETUP)

demo:
	@$(SETUP) cargo build --release --locked -p lungang
	@rm -rf $(DEMO)
	@lungang="$${CARGO_TARGET_DIR:-target}/release/lungang"; case "$$lungang" in /*) ;; *) lungang="./$$lungang" ;; esac; \
	echo; echo '$$ lungang plan $(COUNTY) -o $(DEMO)'; "$$lungang" plan $(COUNTY) -o $(DEMO) && \
	{ echo; echo '$$ lungang audit $(COUNTY) $(DEMO)'; "$$lungang" audit $(COUNTY) $(DEMO); } && \
	{ echo; echo "方案工作簿 / the plan as a workbook: $(CURDIR)/$(DEMO)/plan.xlsx"; test -f $(DEMO)/plan.xlsx; }

# The example is copied: what is made of it stands in out/desk, and the next call goes on with that.
desk:
	@$(SETUP) cargo build --release --locked -p lungang
	@mkdir -p out/desk && { test -e out/desk/云岭县 || cp -r $(COUNTY) out/desk/云岭县; }
	@lungang="$${CARGO_TARGET_DIR:-target}/release/lungang"; case "$$lungang" in /*) ;; *) lungang="./$$lungang" ;; esac; \
	"$$lungang" desk out/desk

# The log keeps what the screen shows; the counts are summed over the test binaries. A run that failed before or
# between its tests (a compile error, a crash) counts as one failure: the last line must not look like success.
test:
	@set -o pipefail; mkdir -p "$${CARGO_TARGET_DIR:-target}"; rm -f "$(SUMMARY)"; status=0; \
	$(SETUP) --test cargo test --release --workspace --locked --no-fail-fast 2>&1 | tee "$(LOG)" || status=$$?; \
	read -r passed failed skipped < <(awk '/^test result: / { gsub(/;/, ""); for (i = 2; i <= NF; i++) \
	  { if ($$i == "passed") p += $$(i-1); if ($$i == "failed") f += $$(i-1); if ($$i == "ignored") s += $$(i-1) } } \
	  END { print p + 0, f + 0, s + 0 }' "$(LOG)"); \
	if [ "$$status" -eq 0 ] && [ "$$failed" -gt 0 ]; then status=1; fi; \
	if [ "$$status" -eq 0 ] && [ "$$passed" -eq 0 ]; then echo '没有运行任何测试 / no test was run'; status=1; fi; \
	if [ "$$status" -ne 0 ] && [ "$$failed" -eq 0 ]; then \
	  echo "测试未能跑完，退出码 / the test run did not finish, exit code: $$status"; failed=1; fi; \
	line="$$passed passed, $$failed failed"; if [ "$$skipped" -gt 0 ]; then line="$$line, $$skipped skipped"; fi; \
	echo "$$line" >"$(SUMMARY)"; cat "$(SUMMARY)"; exit "$$status"

# What is edited most, in under a minute: no HiGHS, no polars, little optimisation. `make test` is what counts.
FAST := -p lungang-domain -p lungang-files -p lungang-settings -p lungang-policies -p lungang-tables -p lungang-audit -p lungang-results -p lungang-report
test-fast:
	@$(SETUP) cargo test --profile fast --locked --no-default-features $(FAST)

# The same tests on ten times as many random counties, which no run before has tried: they begin at the second of the clock.
# LUNGANG_SEED set to the number that is printed tries the same ones again.
many:
	@seed=$${LUNGANG_SEED:-$$(date +%s)}; export LUNGANG_SEED="$$seed"; \
	echo "随机县自此开始，重现用 / random counties begin here, the same again with: make many LUNGANG_SEED=$$seed"; \
	LUNGANG_COUNTIES=20000 $(SETUP) cargo test --release --workspace --locked --test properties && \
	LUNGANG_COUNTIES=50000 $(SETUP) cargo test --release --workspace --locked --test workers many_small -- --nocapture

# One build holds all mutants; a mutant costs the tests that come to it. A run goes on where the one before was stopped.
mutants:
	@$(SETUP) nice -n 15 cargo run -q --release --locked --manifest-path mutants/Cargo.toml -- $(ARGS)

fuzz:
	@$(SETUP) --fuzz scripts/fuzz.sh $(or $(SECONDS),60) $(TARGETS)

coverage:
	@$(SETUP) --coverage scripts/coverage.sh $(ARGS)

lint:
	@$(SETUP) --lint cargo fmt --all --check
	@$(SETUP) cargo clippy --release --workspace --all-targets --locked -- -D warnings
	@RUSTDOCFLAGS="-D warnings" $(SETUP) cargo doc --release --workspace --no-deps --locked

# Built books stand side by side; each front page leads to the other.
docs:
	@$(SETUP) --docs mdbook build docs/zh
	@$(SETUP) --docs mdbook build docs/en
	@cp docs/index.html out/docs/index.html

bench:
	@$(SETUP) cargo bench --locked -p lungang --bench county

bench-engines:
	@$(SETUP) cargo bench --locked -p lungang --bench engines -- $(ARGS)

bench-sweep:
	@$(SETUP) cargo bench --locked -p lungang --bench sweep -- $(ARGS)

bench-fleet:
	@$(SETUP) cargo bench --locked -p lungang --bench fleet -- $(ARGS)

bench-desk:
	@$(SETUP) cargo bench --locked -p lungang --bench desk -- $(ARGS)

sanity:
	@$(SETUP) cargo bench --locked -p lungang --bench sanity -- $(ARGS)

# Another language and other solvers: not part of `make test`, which must run without them.
peers:
	@$(SETUP) cargo build --release --locked -p lungang
	@python3 -c 'import ortools' || { echo '先安装 / first: pip install -r tests/peers/requirements.txt'; exit 2; }
	@export LUNGANG="$${CARGO_TARGET_DIR:-target}/release/lungang"; \
	python3 tests/peers/compare.py --size S --seed 1 && python3 tests/peers/sweep.py --first "$$(date +%s)" --count 100
