//! Random signatures, written by `random_binding.py`: change that, and run it, instead of this file.

use std::collections::BTreeMap;

use pydust as py;

type Rest = Vec<i64>;
type Named = BTreeMap<String, i64>;

fn rest(args: py::Args) -> py::Result<Rest> {
    args.iter().map(|arg| arg.extract()).collect()
}

fn named(kwargs: py::Kwargs) -> py::Result<Named> {
    kwargs.iter().map(|(name, value)| Ok((name.as_str()?.to_owned(), value.extract()?))).collect()
}

#[py::module]
pub mod binding {
    use super::*;

    pub fn function0(
        #[default = 0] f: i64,
        #[default = 10] b: i64,
        #[default = 20] c: i64,
        #[default = 30] d: i64,
        #[kw] a: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64)> {
        Ok((f, b, c, d, a))
    }

    pub fn function1(
        c: i64,
        args: py::Args,
        #[kw]
        #[default = 10]
        f: i64,
    ) -> py::Result<(i64, i64, Rest)> {
        Ok((c, f, rest(args)?))
    }

    pub fn function2(
        #[pos]
        #[default = 0]
        f: i64,
        #[default = 10] b: i64,
    ) -> py::Result<(i64, i64)> {
        Ok((f, b))
    }

    pub fn function3(#[default = 0] d: i64) -> py::Result<(i64,)> {
        Ok((d,))
    }

    pub fn function4(
        e: i64,
        #[pos] c: i64,
        f: i64,
        args: py::Args,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, Rest, Named)> {
        Ok((e, c, f, rest(args)?, named(kwargs)?))
    }

    pub fn function5(
        #[pos] d: i64,
        b: i64,
        args: py::Args,
        #[kw] a: i64,
        c: i64,
        #[default = 40] e: i64,
        #[default = 50] f: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64, Rest)> {
        Ok((d, b, a, c, e, f, rest(args)?))
    }

    pub fn function6(
        f: i64,
        #[kw]
        #[default = 10]
        e: i64,
        #[default = 20] d: i64,
        #[default = 30] a: i64,
    ) -> py::Result<(i64, i64, i64, i64)> {
        Ok((f, e, d, a))
    }

    pub fn function7(
        e: i64,
        c: i64,
        #[pos] a: i64,
        b: i64,
        args: py::Args,
        #[kw]
        #[default = 40]
        f: i64,
        #[default = 50] d: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64, Rest, Named)> {
        Ok((e, c, a, b, f, d, rest(args)?, named(kwargs)?))
    }

    pub fn function8(
        d: i64,
        #[default = 10] c: i64,
        #[default = 20] b: i64,
        #[default = 30] f: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, Named)> {
        Ok((d, c, b, f, named(kwargs)?))
    }

    pub fn function9(
        args: py::Args,
        #[kw]
        #[default = 0]
        b: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, Rest, Named)> {
        Ok((b, rest(args)?, named(kwargs)?))
    }

    pub fn function10(args: py::Args, kwargs: py::Kwargs) -> py::Result<(Rest, Named)> {
        Ok((rest(args)?, named(kwargs)?))
    }

    pub fn function11(
        a: i64,
        #[pos]
        #[default = 10]
        b: i64,
        #[default = 20] c: i64,
        #[default = 30] e: i64,
        #[default = 40] d: i64,
        args: py::Args,
        #[kw]
        #[default = 50]
        f: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64, Rest)> {
        Ok((a, b, c, e, d, f, rest(args)?))
    }

    pub fn function12(
        #[default = 0] e: i64,
        #[default = 10] d: i64,
        #[kw] f: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, Named)> {
        Ok((e, d, f, named(kwargs)?))
    }

    pub fn function13(
        #[default = 0] b: i64,
        #[default = 10] d: i64,
        args: py::Args,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, Rest, Named)> {
        Ok((b, d, rest(args)?, named(kwargs)?))
    }

    pub fn function14(
        #[pos] e: i64,
        #[kw]
        #[default = 10]
        f: i64,
    ) -> py::Result<(i64, i64)> {
        Ok((e, f))
    }

    pub fn function15(
        e: i64,
        f: i64,
        d: i64,
        b: i64,
        #[pos]
        #[default = 40]
        c: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64)> {
        Ok((e, f, d, b, c))
    }

    pub fn function16(f: i64, #[pos] d: i64) -> py::Result<(i64, i64)> {
        Ok((f, d))
    }

    pub fn function17(
        c: i64,
        b: i64,
        #[pos] a: i64,
        #[default = 30] e: i64,
    ) -> py::Result<(i64, i64, i64, i64)> {
        Ok((c, b, a, e))
    }

    pub fn function18(
        c: i64,
        args: py::Args,
        #[kw]
        #[default = 10]
        e: i64,
        b: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, Rest, Named)> {
        Ok((c, e, b, rest(args)?, named(kwargs)?))
    }

    pub fn function19() -> py::Result<()> {
        Ok(())
    }

    pub fn function20(
        e: i64,
        b: i64,
        #[default = 20] f: i64,
        #[pos]
        #[default = 30]
        a: i64,
        #[default = 40] d: i64,
        args: py::Args,
        #[kw]
        #[default = 50]
        c: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64, Rest, Named)> {
        Ok((e, b, f, a, d, c, rest(args)?, named(kwargs)?))
    }

    pub fn function21(args: py::Args) -> py::Result<(Rest,)> {
        Ok((rest(args)?,))
    }

    pub fn function22(
        b: i64,
        #[pos] e: i64,
        f: i64,
        a: i64,
        #[default = 40] c: i64,
        #[kw] d: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64, Named)> {
        Ok((b, e, f, a, c, d, named(kwargs)?))
    }

    pub fn function23(
        d: i64,
        args: py::Args,
        #[kw]
        #[default = 10]
        c: i64,
    ) -> py::Result<(i64, i64, Rest)> {
        Ok((d, c, rest(args)?))
    }

    pub fn function24(
        #[pos]
        #[default = 0]
        f: i64,
        #[default = 10] a: i64,
        #[default = 20] b: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, Named)> {
        Ok((f, a, b, named(kwargs)?))
    }

    pub fn function25(
        #[pos] e: i64,
        #[default = 10] f: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, Named)> {
        Ok((e, f, named(kwargs)?))
    }

    pub fn function26(
        a: i64,
        b: i64,
        #[default = 20] f: i64,
        #[default = 30] d: i64,
        #[default = 40] e: i64,
        #[default = 50] c: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64, Named)> {
        Ok((a, b, f, d, e, c, named(kwargs)?))
    }

    pub fn function27(
        d: i64,
        #[pos] a: i64,
        b: i64,
        args: py::Args,
    ) -> py::Result<(i64, i64, i64, Rest)> {
        Ok((d, a, b, rest(args)?))
    }

    pub fn function28(
        a: i64,
        b: i64,
        #[default = 20] e: i64,
        args: py::Args,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, Rest, Named)> {
        Ok((a, b, e, rest(args)?, named(kwargs)?))
    }

    pub fn function29(#[pos] b: i64, #[default = 10] a: i64) -> py::Result<(i64, i64)> {
        Ok((b, a))
    }

    pub fn function30(
        c: i64,
        #[pos] a: i64,
        f: i64,
        e: i64,
        args: py::Args,
    ) -> py::Result<(i64, i64, i64, i64, Rest)> {
        Ok((c, a, f, e, rest(args)?))
    }

    pub fn function31(
        c: i64,
        a: i64,
        #[pos] e: i64,
        d: i64,
        args: py::Args,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, Rest, Named)> {
        Ok((c, a, e, d, rest(args)?, named(kwargs)?))
    }

    pub fn function32(
        f: i64,
        a: i64,
        #[pos] b: i64,
        #[default = 30] d: i64,
        args: py::Args,
        #[kw]
        #[default = 40]
        c: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, i64, Rest, Named)> {
        Ok((f, a, b, d, c, rest(args)?, named(kwargs)?))
    }

    pub fn function33(
        #[pos] e: i64,
        d: i64,
        b: i64,
        c: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, Named)> {
        Ok((e, d, b, c, named(kwargs)?))
    }

    pub fn function34(
        e: i64,
        #[default = 10] b: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, Named)> {
        Ok((e, b, named(kwargs)?))
    }

    pub fn function35(
        #[pos]
        #[default = 0]
        f: i64,
        #[default = 10] d: i64,
        #[default = 20] e: i64,
    ) -> py::Result<(i64, i64, i64)> {
        Ok((f, d, e))
    }

    pub fn function36(
        #[pos] e: i64,
        #[default = 10] d: i64,
        #[default = 20] c: i64,
        args: py::Args,
        #[kw] a: i64,
        b: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, Rest)> {
        Ok((e, d, c, a, b, rest(args)?))
    }

    pub fn function37(#[default = 0] a: i64) -> py::Result<(i64,)> {
        Ok((a,))
    }

    pub fn function38(b: i64) -> py::Result<(i64,)> {
        Ok((b,))
    }

    pub fn function39(
        f: i64,
        d: i64,
        b: i64,
        e: i64,
        args: py::Args,
        #[kw]
        #[default = 40]
        c: i64,
        #[default = 50] a: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64, Rest)> {
        Ok((f, d, b, e, c, a, rest(args)?))
    }

    pub fn function40(#[pos] d: i64, kwargs: py::Kwargs) -> py::Result<(i64, Named)> {
        Ok((d, named(kwargs)?))
    }

    pub fn function41(#[default = 0] e: i64, kwargs: py::Kwargs) -> py::Result<(i64, Named)> {
        Ok((e, named(kwargs)?))
    }

    pub fn function42(
        d: i64,
        #[kw]
        #[default = 10]
        e: i64,
    ) -> py::Result<(i64, i64)> {
        Ok((d, e))
    }

    pub fn function43(
        e: i64,
        f: i64,
        #[kw]
        #[default = 20]
        a: i64,
        #[default = 30] b: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, Named)> {
        Ok((e, f, a, b, named(kwargs)?))
    }

    pub fn function44(
        #[default = 0] c: i64,
        #[kw]
        #[default = 10]
        f: i64,
    ) -> py::Result<(i64, i64)> {
        Ok((c, f))
    }

    pub fn function45(#[pos] e: i64, #[default = 10] d: i64) -> py::Result<(i64, i64)> {
        Ok((e, d))
    }

    pub fn function46(
        #[default = 0] d: i64,
        #[default = 10] a: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, Named)> {
        Ok((d, a, named(kwargs)?))
    }

    pub fn function47(
        #[pos]
        #[default = 0]
        b: i64,
        #[default = 10] e: i64,
        #[default = 20] c: i64,
    ) -> py::Result<(i64, i64, i64)> {
        Ok((b, e, c))
    }

    pub fn function48() -> py::Result<()> {
        Ok(())
    }

    pub fn function49(
        #[pos]
        #[default = 0]
        c: i64,
        #[default = 10] f: i64,
        #[default = 20] d: i64,
    ) -> py::Result<(i64, i64, i64)> {
        Ok((c, f, d))
    }

    pub fn function50() -> py::Result<()> {
        Ok(())
    }

    pub fn function51(
        #[pos] b: i64,
        args: py::Args,
        #[kw]
        #[default = 10]
        d: i64,
    ) -> py::Result<(i64, i64, Rest)> {
        Ok((b, d, rest(args)?))
    }

    pub fn function52(
        d: i64,
        e: i64,
        #[pos] b: i64,
        a: i64,
        f: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, i64, Named)> {
        Ok((d, e, b, a, f, named(kwargs)?))
    }

    pub fn function53(args: py::Args) -> py::Result<(Rest,)> {
        Ok((rest(args)?,))
    }

    pub fn function54(
        #[pos] d: i64,
        #[kw] b: i64,
        c: i64,
        e: i64,
        f: i64,
        #[default = 50] a: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64)> {
        Ok((d, b, c, e, f, a))
    }

    pub fn function55(
        a: i64,
        #[pos] e: i64,
        args: py::Args,
        #[kw]
        #[default = 20]
        c: i64,
    ) -> py::Result<(i64, i64, i64, Rest)> {
        Ok((a, e, c, rest(args)?))
    }

    pub fn function56() -> py::Result<()> {
        Ok(())
    }

    pub fn function57(kwargs: py::Kwargs) -> py::Result<(Named,)> {
        Ok((named(kwargs)?,))
    }

    pub fn function58(
        #[default = 0] d: i64,
        #[default = 10] c: i64,
        #[default = 20] e: i64,
        args: py::Args,
        #[kw]
        #[default = 30]
        a: i64,
        #[default = 40] f: i64,
        #[default = 50] b: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64, Rest)> {
        Ok((d, c, e, a, f, b, rest(args)?))
    }

    pub fn function59(
        #[pos]
        #[default = 0]
        d: i64,
        args: py::Args,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, Rest, Named)> {
        Ok((d, rest(args)?, named(kwargs)?))
    }

    pub fn function60(
        #[pos] b: i64,
        d: i64,
        e: i64,
        #[kw] f: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, Named)> {
        Ok((b, d, e, f, named(kwargs)?))
    }

    pub fn function61(args: py::Args, #[kw] a: i64) -> py::Result<(i64, Rest)> {
        Ok((a, rest(args)?))
    }

    pub fn function62(
        #[pos]
        #[default = 0]
        b: i64,
        #[default = 10] f: i64,
        args: py::Args,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, Rest, Named)> {
        Ok((b, f, rest(args)?, named(kwargs)?))
    }

    pub fn function63(e: i64, args: py::Args, #[kw] a: i64) -> py::Result<(i64, i64, Rest)> {
        Ok((e, a, rest(args)?))
    }

    pub fn function64(
        #[pos] d: i64,
        a: i64,
        e: i64,
        #[kw] b: i64,
        c: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64)> {
        Ok((d, a, e, b, c))
    }

    pub fn function65(args: py::Args) -> py::Result<(Rest,)> {
        Ok((rest(args)?,))
    }

    pub fn function66(
        c: i64,
        #[default = 10] e: i64,
        #[default = 20] f: i64,
        #[kw] d: i64,
        b: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, i64, Named)> {
        Ok((c, e, f, d, b, named(kwargs)?))
    }

    pub fn function67(f: i64, #[kw] b: i64, #[default = 20] c: i64) -> py::Result<(i64, i64, i64)> {
        Ok((f, b, c))
    }

    pub fn function68(
        e: i64,
        #[pos]
        #[default = 10]
        f: i64,
        #[default = 20] c: i64,
        args: py::Args,
        #[kw]
        #[default = 30]
        b: i64,
        a: i64,
        d: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64, Rest, Named)> {
        Ok((e, f, c, b, a, d, rest(args)?, named(kwargs)?))
    }

    pub fn function69(
        #[pos]
        #[default = 0]
        c: i64,
        #[default = 10] b: i64,
    ) -> py::Result<(i64, i64)> {
        Ok((c, b))
    }

    pub fn function70(
        e: i64,
        c: i64,
        #[default = 20] b: i64,
        #[default = 30] a: i64,
        #[default = 40] f: i64,
        #[kw] d: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64)> {
        Ok((e, c, b, a, f, d))
    }

    pub fn function71(
        #[pos] e: i64,
        #[default = 10] d: i64,
        #[default = 20] c: i64,
    ) -> py::Result<(i64, i64, i64)> {
        Ok((e, d, c))
    }

    pub fn function72(
        e: i64,
        #[default = 10] c: i64,
        #[pos]
        #[default = 20]
        b: i64,
        #[kw] a: i64,
        d: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64)> {
        Ok((e, c, b, a, d))
    }

    pub fn function73(
        b: i64,
        f: i64,
        #[pos] c: i64,
        args: py::Args,
    ) -> py::Result<(i64, i64, i64, Rest)> {
        Ok((b, f, c, rest(args)?))
    }

    pub fn function74(
        f: i64,
        d: i64,
        b: i64,
        #[kw]
        #[default = 30]
        c: i64,
    ) -> py::Result<(i64, i64, i64, i64)> {
        Ok((f, d, b, c))
    }

    pub fn function75(
        b: i64,
        a: i64,
        #[pos] c: i64,
        d: i64,
        e: i64,
        args: py::Args,
    ) -> py::Result<(i64, i64, i64, i64, i64, Rest)> {
        Ok((b, a, c, d, e, rest(args)?))
    }

    pub fn function76() -> py::Result<()> {
        Ok(())
    }

    pub fn function77(a: i64, args: py::Args) -> py::Result<(i64, Rest)> {
        Ok((a, rest(args)?))
    }

    pub fn function78(
        a: i64,
        #[default = 10] d: i64,
        #[default = 20] f: i64,
        #[default = 30] c: i64,
        #[kw] b: i64,
        #[default = 50] e: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64)> {
        Ok((a, d, f, c, b, e))
    }

    pub fn function79(#[kw] d: i64) -> py::Result<(i64,)> {
        Ok((d,))
    }

    pub fn function80(
        #[default = 0] c: i64,
        #[default = 10] b: i64,
        #[default = 20] d: i64,
        #[kw] a: i64,
    ) -> py::Result<(i64, i64, i64, i64)> {
        Ok((c, b, d, a))
    }

    pub fn function81(
        e: i64,
        b: i64,
        #[pos] d: i64,
        a: i64,
        f: i64,
        #[kw]
        #[default = 50]
        c: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64, Named)> {
        Ok((e, b, d, a, f, c, named(kwargs)?))
    }

    pub fn function82(e: i64) -> py::Result<(i64,)> {
        Ok((e,))
    }

    pub fn function83(d: i64, #[kw] f: i64) -> py::Result<(i64, i64)> {
        Ok((d, f))
    }

    pub fn function84(
        #[default = 0] d: i64,
        #[kw]
        #[default = 10]
        f: i64,
        #[default = 20] a: i64,
        #[default = 30] b: i64,
        c: i64,
        #[default = 50] e: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64)> {
        Ok((d, f, a, b, c, e))
    }

    pub fn function85(
        e: i64,
        b: i64,
        a: i64,
        #[pos] c: i64,
        d: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64)> {
        Ok((e, b, a, c, d))
    }

    pub fn function86(
        f: i64,
        e: i64,
        #[default = 20] c: i64,
        #[pos]
        #[default = 30]
        d: i64,
        #[default = 40] b: i64,
        #[default = 50] a: i64,
        args: py::Args,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64, Rest)> {
        Ok((f, e, c, d, b, a, rest(args)?))
    }

    pub fn function87(
        d: i64,
        a: i64,
        c: i64,
        b: i64,
        #[default = 40] f: i64,
        args: py::Args,
        #[kw]
        #[default = 50]
        e: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64, Rest)> {
        Ok((d, a, c, b, f, e, rest(args)?))
    }

    pub fn function88(
        #[kw]
        #[default = 0]
        f: i64,
        a: i64,
    ) -> py::Result<(i64, i64)> {
        Ok((f, a))
    }

    pub fn function89(#[kw] d: i64, kwargs: py::Kwargs) -> py::Result<(i64, Named)> {
        Ok((d, named(kwargs)?))
    }

    pub fn function90(
        #[default = 0] b: i64,
        #[default = 10] c: i64,
        #[default = 20] f: i64,
        args: py::Args,
        #[kw] e: i64,
    ) -> py::Result<(i64, i64, i64, i64, Rest)> {
        Ok((b, c, f, e, rest(args)?))
    }

    pub fn function91(
        #[pos] e: i64,
        a: i64,
        #[default = 20] f: i64,
        #[kw]
        #[default = 30]
        c: i64,
        d: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64)> {
        Ok((e, a, f, c, d))
    }

    pub fn function92(c: i64) -> py::Result<(i64,)> {
        Ok((c,))
    }

    pub fn function93(
        b: i64,
        #[kw]
        #[default = 10]
        f: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, Named)> {
        Ok((b, f, named(kwargs)?))
    }

    pub fn function94(c: i64, args: py::Args) -> py::Result<(i64, Rest)> {
        Ok((c, rest(args)?))
    }

    pub fn function95(
        e: i64,
        #[pos] d: i64,
        #[kw] a: i64,
        #[default = 30] f: i64,
        b: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64)> {
        Ok((e, d, a, f, b))
    }

    pub fn function96() -> py::Result<()> {
        Ok(())
    }

    pub fn function97(
        #[pos] c: i64,
        d: i64,
        #[kw]
        #[default = 20]
        e: i64,
    ) -> py::Result<(i64, i64, i64)> {
        Ok((c, d, e))
    }

    pub fn function98(#[default = 0] a: i64) -> py::Result<(i64,)> {
        Ok((a,))
    }

    pub fn function99(
        #[pos] a: i64,
        b: i64,
        #[default = 20] f: i64,
    ) -> py::Result<(i64, i64, i64)> {
        Ok((a, b, f))
    }

    pub fn function100(
        b: i64,
        #[default = 10] a: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, Named)> {
        Ok((b, a, named(kwargs)?))
    }

    pub fn function101(
        #[pos] e: i64,
        d: i64,
        #[default = 20] f: i64,
        #[kw] c: i64,
        #[default = 40] b: i64,
        a: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64)> {
        Ok((e, d, f, c, b, a))
    }

    pub fn function102(
        #[default = 0] c: i64,
        #[default = 10] a: i64,
        args: py::Args,
        #[kw] e: i64,
    ) -> py::Result<(i64, i64, i64, Rest)> {
        Ok((c, a, e, rest(args)?))
    }

    pub fn function103(
        e: i64,
        #[pos]
        #[default = 10]
        d: i64,
        #[default = 20] b: i64,
        args: py::Args,
        #[kw]
        #[default = 30]
        f: i64,
        a: i64,
        c: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64, Rest, Named)> {
        Ok((e, d, b, f, a, c, rest(args)?, named(kwargs)?))
    }

    pub fn function104(
        e: i64,
        c: i64,
        #[pos] b: i64,
        #[default = 30] f: i64,
        #[default = 40] d: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64)> {
        Ok((e, c, b, f, d))
    }

    pub fn function105(
        d: i64,
        a: i64,
        b: i64,
        f: i64,
        #[default = 40] c: i64,
        #[default = 50] e: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64, Named)> {
        Ok((d, a, b, f, c, e, named(kwargs)?))
    }

    pub fn function106(e: i64, c: i64, kwargs: py::Kwargs) -> py::Result<(i64, i64, Named)> {
        Ok((e, c, named(kwargs)?))
    }

    pub fn function107(
        #[pos] c: i64,
        #[default = 10] f: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, Named)> {
        Ok((c, f, named(kwargs)?))
    }

    pub fn function108(
        #[default = 0] b: i64,
        args: py::Args,
        #[kw]
        #[default = 10]
        d: i64,
        e: i64,
    ) -> py::Result<(i64, i64, i64, Rest)> {
        Ok((b, d, e, rest(args)?))
    }

    pub fn function109(
        #[pos] e: i64,
        #[kw]
        #[default = 10]
        f: i64,
        b: i64,
        #[default = 30] c: i64,
        #[default = 40] a: i64,
        d: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64)> {
        Ok((e, f, b, c, a, d))
    }

    pub fn function110(
        a: i64,
        e: i64,
        #[pos]
        #[default = 20]
        c: i64,
        #[default = 30] f: i64,
        #[kw]
        #[default = 40]
        b: i64,
        d: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64)> {
        Ok((a, e, c, f, b, d))
    }

    pub fn function111(
        a: i64,
        #[pos] e: i64,
        d: i64,
        args: py::Args,
        #[kw] f: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, Rest, Named)> {
        Ok((a, e, d, f, rest(args)?, named(kwargs)?))
    }

    pub fn function112(
        f: i64,
        #[kw]
        #[default = 10]
        b: i64,
    ) -> py::Result<(i64, i64)> {
        Ok((f, b))
    }

    pub fn function113(
        f: i64,
        c: i64,
        e: i64,
        #[pos] b: i64,
        d: i64,
        #[default = 50] a: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64)> {
        Ok((f, c, e, b, d, a))
    }

    pub fn function114(
        #[default = 0] d: i64,
        #[pos]
        #[default = 10]
        a: i64,
        #[default = 20] c: i64,
        #[default = 30] f: i64,
        args: py::Args,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, Rest, Named)> {
        Ok((d, a, c, f, rest(args)?, named(kwargs)?))
    }

    pub fn function115(
        e: i64,
        #[kw]
        #[default = 10]
        a: i64,
    ) -> py::Result<(i64, i64)> {
        Ok((e, a))
    }

    pub fn function116(
        f: i64,
        #[kw]
        #[default = 10]
        d: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, Named)> {
        Ok((f, d, named(kwargs)?))
    }

    pub fn function117(d: i64) -> py::Result<(i64,)> {
        Ok((d,))
    }

    pub fn function118(b: i64, args: py::Args) -> py::Result<(i64, Rest)> {
        Ok((b, rest(args)?))
    }

    pub fn function119(
        #[default = 0] c: i64,
        args: py::Args,
        #[kw] b: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, Rest, Named)> {
        Ok((c, b, rest(args)?, named(kwargs)?))
    }

    pub fn function120(
        d: i64,
        #[kw]
        #[default = 10]
        b: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, Named)> {
        Ok((d, b, named(kwargs)?))
    }

    pub fn function121(e: i64, #[pos] c: i64, kwargs: py::Kwargs) -> py::Result<(i64, i64, Named)> {
        Ok((e, c, named(kwargs)?))
    }

    pub fn function122(
        c: i64,
        e: i64,
        d: i64,
        args: py::Args,
        #[kw] a: i64,
    ) -> py::Result<(i64, i64, i64, i64, Rest)> {
        Ok((c, e, d, a, rest(args)?))
    }

    pub fn function123(
        #[pos] b: i64,
        c: i64,
        #[default = 20] a: i64,
        args: py::Args,
    ) -> py::Result<(i64, i64, i64, Rest)> {
        Ok((b, c, a, rest(args)?))
    }

    pub fn function124(
        #[pos] d: i64,
        e: i64,
        #[kw]
        #[default = 20]
        f: i64,
    ) -> py::Result<(i64, i64, i64)> {
        Ok((d, e, f))
    }

    pub fn function125(
        f: i64,
        #[default = 10] d: i64,
        #[default = 20] a: i64,
        #[default = 30] e: i64,
        #[kw]
        #[default = 40]
        c: i64,
        #[default = 50] b: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64)> {
        Ok((f, d, a, e, c, b))
    }

    pub fn function126(
        #[default = 0] c: i64,
        args: py::Args,
        #[kw]
        #[default = 10]
        b: i64,
        a: i64,
    ) -> py::Result<(i64, i64, i64, Rest)> {
        Ok((c, b, a, rest(args)?))
    }

    pub fn function127() -> py::Result<()> {
        Ok(())
    }

    pub fn function128(
        f: i64,
        a: i64,
        d: i64,
        args: py::Args,
    ) -> py::Result<(i64, i64, i64, Rest)> {
        Ok((f, a, d, rest(args)?))
    }

    pub fn function129(
        #[pos] f: i64,
        a: i64,
        e: i64,
        #[kw]
        #[default = 30]
        d: i64,
        #[default = 40] c: i64,
        b: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64, Named)> {
        Ok((f, a, e, d, c, b, named(kwargs)?))
    }

    pub fn function130(
        #[pos] e: i64,
        b: i64,
        d: i64,
        a: i64,
        c: i64,
        f: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64, Named)> {
        Ok((e, b, d, a, c, f, named(kwargs)?))
    }

    pub fn function131(
        #[pos] a: i64,
        #[kw] e: i64,
        f: i64,
        c: i64,
        d: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64)> {
        Ok((a, e, f, c, d))
    }

    pub fn function132(
        e: i64,
        b: i64,
        a: i64,
        #[pos] c: i64,
        #[default = 40] d: i64,
        #[kw] f: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64)> {
        Ok((e, b, a, c, d, f))
    }

    pub fn function133(
        #[pos] c: i64,
        e: i64,
        args: py::Args,
        #[kw] a: i64,
    ) -> py::Result<(i64, i64, i64, Rest)> {
        Ok((c, e, a, rest(args)?))
    }

    pub fn function134(
        #[default = 0] e: i64,
        #[default = 10] b: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, Named)> {
        Ok((e, b, named(kwargs)?))
    }

    pub fn function135(
        b: i64,
        e: i64,
        a: i64,
        #[default = 30] f: i64,
        args: py::Args,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, i64, Rest, Named)> {
        Ok((b, e, a, f, rest(args)?, named(kwargs)?))
    }

    pub fn function136(
        #[pos]
        #[default = 0]
        c: i64,
        args: py::Args,
        #[kw] a: i64,
        #[default = 20] e: i64,
        #[default = 30] d: i64,
        #[default = 40] f: i64,
        #[default = 50] b: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64, Rest)> {
        Ok((c, a, e, d, f, b, rest(args)?))
    }

    pub fn function137(
        #[pos] e: i64,
        a: i64,
        b: i64,
        c: i64,
        args: py::Args,
        #[kw]
        #[default = 40]
        d: i64,
        #[default = 50] f: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64, Rest)> {
        Ok((e, a, b, c, d, f, rest(args)?))
    }

    pub fn function138(
        d: i64,
        #[pos] e: i64,
        #[default = 20] c: i64,
    ) -> py::Result<(i64, i64, i64)> {
        Ok((d, e, c))
    }

    pub fn function139(
        #[kw]
        #[default = 0]
        b: i64,
    ) -> py::Result<(i64,)> {
        Ok((b,))
    }

    pub fn function140(
        #[pos] b: i64,
        f: i64,
        d: i64,
        #[kw]
        #[default = 30]
        e: i64,
        #[default = 40] c: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64)> {
        Ok((b, f, d, e, c))
    }

    pub fn function141(
        #[pos]
        #[default = 0]
        f: i64,
        #[kw]
        #[default = 10]
        e: i64,
        #[default = 20] a: i64,
    ) -> py::Result<(i64, i64, i64)> {
        Ok((f, e, a))
    }

    pub fn function142(
        #[pos]
        #[default = 0]
        c: i64,
        #[kw]
        #[default = 10]
        e: i64,
    ) -> py::Result<(i64, i64)> {
        Ok((c, e))
    }

    pub fn function143(
        #[pos] c: i64,
        d: i64,
        e: i64,
        #[kw]
        #[default = 30]
        f: i64,
        a: i64,
        #[default = 50] b: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64)> {
        Ok((c, d, e, f, a, b))
    }

    pub fn function144(
        b: i64,
        a: i64,
        #[default = 20] e: i64,
        #[pos]
        #[default = 30]
        c: i64,
        args: py::Args,
    ) -> py::Result<(i64, i64, i64, i64, Rest)> {
        Ok((b, a, e, c, rest(args)?))
    }

    pub fn function145(
        #[pos] d: i64,
        #[kw] a: i64,
        #[default = 20] e: i64,
        b: i64,
        #[default = 40] f: i64,
        c: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64)> {
        Ok((d, a, e, b, f, c))
    }

    pub fn function146(b: i64, d: i64, f: i64) -> py::Result<(i64, i64, i64)> {
        Ok((b, d, f))
    }

    pub fn function147(b: i64, args: py::Args) -> py::Result<(i64, Rest)> {
        Ok((b, rest(args)?))
    }

    pub fn function148(args: py::Args, kwargs: py::Kwargs) -> py::Result<(Rest, Named)> {
        Ok((rest(args)?, named(kwargs)?))
    }

    pub fn function149(
        #[default = 0] a: i64,
        #[default = 10] e: i64,
        #[pos]
        #[default = 20]
        d: i64,
        #[default = 30] c: i64,
        args: py::Args,
        #[kw]
        #[default = 40]
        f: i64,
        #[default = 50] b: i64,
    ) -> py::Result<(i64, i64, i64, i64, i64, i64, Rest)> {
        Ok((a, e, d, c, f, b, rest(args)?))
    }
}
