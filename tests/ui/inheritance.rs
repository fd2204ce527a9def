//! Bases that can't be inherited from, or are not where they must be.

#[pydust::module]
pub mod shapes {
    #[class]
    pub struct Point {
        x: f64,
    }

    #[class(final)]
    pub struct Last {
        x: f64,
    }

    pub struct Ordinary {
        x: f64,
    }

    #[class]
    pub struct Late {
        label: String,
        #[base] //~ ERROR `point` is the base, which begins the value: write it before `label`
        point: Point,
    }

    #[class]
    pub struct Two {
        #[base]
        point: Point,
        #[base] //~ ERROR `last` is a second base, and a class has one: remove one `#[base]`
        last: Last,
    }

    #[class]
    pub struct Public {
        #[base]
        //~^ ERROR `point` is the base, whose attributes and methods the class has by itself: make it private
        pub point: Point,
    }

    #[class]
    pub struct Conditional {
        #[base] //~ ERROR `point` is the base, which can't be conditional: remove `#[cfg(..)]`
        #[cfg(all())]
        point: Point,
    }

    #[class]
    pub struct WithArguments {
        #[base(Point)] //~ ERROR `#[base]` takes no arguments: write it alone
        point: Point,
    }

    #[class]
    pub struct Misspelt {
        #[bsae] //~ ERROR unknown attribute `bsae`: did you mean `base`?
        point: Point,
    }

    #[class]
    pub struct OfOrdinary {
        #[base]
        ordinary: Ordinary, //~ ERROR `Ordinary` is not a class
    }

    #[class]
    pub struct AfterLast {
        #[base]
        last: Last, //~ ERROR the base is `final`: no class can inherit from it
    }

    #[repr(C, align(16))]
    pub struct Wide(u8);

    #[class]
    pub struct Wider {
        #[base]
        point: Point, //~ ERROR the class is aligned to more bytes than its base
        wide: Wide,
    }
}

fn main() {}
