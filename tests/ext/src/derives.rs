//! `#[derive(FromPy, IntoPy)]`: structs and enums of every form, in and out again.

use std::collections::HashMap;

use pydust as py;

#[py::module]
pub mod derives {
    use super::*;

    /// As the guide has it.
    #[derive(py::FromPy)]
    pub struct Post {
        pub title: String,
        pub tag_counts: py::PyDict,
    }

    pub fn tag_count(py: py::Python, post: Post, #[default = "news"] tag: &str) -> py::Result<u64> {
        match post.tag_counts.bind(py).get(tag)? {
            Some(count) => count.extract(),
            None => py::raise!(KeyError, "{tag}"),
        }
    }

    pub fn posts(posts: Vec<Post>) -> Vec<String> {
        posts.into_iter().map(|post| post.title).collect()
    }

    /// Fields by other names, with defaults, left out.
    #[derive(py::FromPy, py::IntoPy)]
    #[py(rename_all = "camelCase", deny_unknown)]
    pub struct Options {
        pub page_size: u32,
        #[py(default)]
        pub sort_by: Option<String>,
        #[py(default = vec![1, 2])]
        pub bins: Vec<i64>,
        #[py(rename = "from")]
        pub r#type: String,
        #[py(skip, default = 7)]
        pub hidden: u8,
    }

    pub fn options(options: Options) -> Options {
        Options { page_size: options.page_size + u32::from(options.hidden), ..options }
    }

    #[derive(py::FromPy, py::IntoPy)]
    #[py(attributes)]
    pub struct Place {
        pub x: f64,
        #[py(default)]
        pub r#in: Option<String>,
    }

    pub fn place(place: Place) -> Place {
        place
    }

    #[derive(py::FromPy, py::IntoPy)]
    #[py(tuple)]
    pub struct Pair {
        pub left: i64,
        pub right: String,
    }

    pub fn pair(pair: Pair) -> Pair {
        pair
    }

    #[derive(py::FromPy, py::IntoPy)]
    pub struct Rgb(pub u8, pub u8, pub u8);

    pub fn rgb(rgb: Rgb) -> Rgb {
        rgb
    }

    #[derive(py::FromPy, py::IntoPy)]
    pub struct UserId(u64);

    pub fn user_id(ids: Vec<UserId>) -> Vec<UserId> {
        ids
    }

    #[derive(py::FromPy, py::IntoPy)]
    pub struct Paging {
        pub page: u32,
    }

    #[derive(py::FromPy, py::IntoPy)]
    pub struct Query {
        pub text: String,
        #[py(flatten)]
        pub paging: Paging,
        #[py(flatten)]
        pub others: HashMap<String, py::PyObj>,
    }

    pub fn query(query: Query) -> (u32, usize, Query) {
        (query.paging.page, query.others.len(), query)
    }

    #[derive(py::FromPy, py::IntoPy)]
    pub struct Page<T> {
        pub items: Vec<T>,
        #[py(default)]
        pub next: Option<T>,
    }

    pub fn page(page: Page<i64>) -> Page<i64> {
        page
    }

    /// Through other types.
    #[derive(py::FromPy, py::IntoPy)]
    #[py(from = f64, into = f64)]
    pub struct Celsius(f64);

    impl From<f64> for Celsius {
        fn from(degrees: f64) -> Self {
            Celsius(degrees)
        }
    }

    impl From<Celsius> for f64 {
        fn from(celsius: Celsius) -> f64 {
            celsius.0
        }
    }

    pub fn celsius(celsius: Celsius) -> Celsius {
        celsius
    }

    #[derive(py::FromPy)]
    #[py(try_from = i64)]
    pub struct Even(i64);

    impl TryFrom<i64> for Even {
        type Error = py::Error;

        fn try_from(number: i64) -> py::Result<Self> {
            if number % 2 != 0 {
                return py::raise!(ValueError, "{number} is odd");
            }
            Ok(Even(number))
        }
    }

    pub fn even(even: Even) -> i64 {
        even.0
    }

    /// Borrowed from the objects in the dict.
    #[derive(py::FromPy, py::IntoPy)]
    pub struct Line<'a, 'py> {
        pub text: &'a str,
        pub mark: &'a py::Str<'py>,
        #[py(default = b"none")]
        pub data: &'a [u8],
        pub own: py::Str<'py>,
        pub inner: Inner<'a>,
    }

    #[derive(py::FromPy, py::IntoPy)]
    pub struct Inner<'a> {
        pub word: Option<&'a str>,
    }

    /// Gives the fields after something has run that may change the dict.
    pub fn line<'py>(line: Line<'_, 'py>, run: &py::Callable<'py>) -> py::Result<Vec<String>> {
        run.call0()?;
        let data = String::from_utf8_lossy(line.data).into_owned();
        let word = line.inner.word.unwrap_or("-").to_owned();
        Ok(vec![line.text.to_owned(), line.mark.to_string(), data, line.own.to_string(), word])
    }

    pub fn same_line<'a, 'py>(line: Line<'a, 'py>) -> Line<'a, 'py> {
        line
    }

    /// A class, borrowed in a struct.
    #[class]
    pub struct Point {
        pub x: f64,
    }

    impl Point {
        pub fn __init__(x: f64) -> Self {
            Self { x }
        }
    }

    #[derive(py::FromPy)]
    pub struct Segment<'a> {
        pub from: &'a Point,
        pub to: &'a mut Point,
    }

    pub fn shift(
        segment: Segment,
        #[default = None] run: Option<&py::Callable>,
    ) -> py::Result<f64> {
        if let Some(run) = run {
            run.call0()?;
        }
        segment.to.x += segment.from.x;
        Ok(segment.to.x)
    }

    /// Enums: texts, ints, the first that fits, and by tags.
    #[derive(py::FromPy, py::IntoPy)]
    pub enum Color {
        Red,
        DarkBlue,
        #[py(rename = "grün")]
        Green,
    }

    pub fn color(color: Color) -> Color {
        color
    }

    pub fn colors(colors: Vec<Color>) -> Vec<Color> {
        colors
    }

    #[derive(py::FromPy, py::IntoPy)]
    #[py(int)]
    pub enum Level {
        Low = -1,
        Middle,
        High = 10,
    }

    pub fn level(level: Level) -> Level {
        level
    }

    #[derive(py::FromPy, py::IntoPy)]
    pub enum Size {
        Auto,
        Pixels(i64),
        Span(i64, String),
        Box { width: i64, height: i64 },
    }

    pub fn size(size: Size) -> (usize, Size) {
        let variant = match &size {
            Size::Auto => 0,
            Size::Pixels(_) => 1,
            Size::Span(..) => 2,
            Size::Box { .. } => 3,
        };
        (variant, size)
    }

    #[derive(py::FromPy, py::IntoPy)]
    pub enum Number {
        Whole(i64),
        Many(Vec<i64>),
    }

    pub fn number(number: Number) -> Number {
        number
    }

    #[derive(py::FromPy, py::IntoPy)]
    #[py(tag = "type", deny_unknown)]
    pub enum Shape {
        Point,
        Circle {
            radius: f64,
        },
        #[py(rename = "page", rename_all = "UPPERCASE")]
        Paged(Paging),
        Square {
            side: f64,
            fill: Option<Color>,
        },
    }

    pub fn shape(shape: Shape) -> Shape {
        shape
    }

    pub fn shapes(shapes: HashMap<String, Vec<Shape>>) -> usize {
        shapes.len()
    }

    #[derive(py::FromPy, py::IntoPy)]
    #[py(tag = "kind", content = "value", rename_all = "UPPERCASE")]
    pub enum Event<'a> {
        Quit,
        Key(&'a str),
        Move(i64, i64),
        Resize { width: u32 },
    }

    pub fn event<'a>(event: Event<'a>) -> Event<'a> {
        event
    }

    /// A field whose value converts by reference.
    #[class]
    pub struct Holder {
        pub page: Page<i64>,
        pub color: Color,
    }

    impl Holder {
        pub fn __init__(page: Page<i64>, color: Color) -> Self {
            Self { page, color }
        }
    }

    /// A type that holds itself.
    #[derive(py::FromPy, py::IntoPy)]
    pub struct Tree {
        pub name: String,
        #[py(default)]
        pub children: Vec<Tree>,
    }

    pub fn tree(tree: Tree) -> Tree {
        tree
    }

    #[derive(py::FromPy, py::IntoPy)]
    pub struct Nest(Vec<Nest>);

    pub fn nest(nest: Nest) -> Nest {
        nest
    }

    #[derive(py::FromPy, py::IntoPy)]
    pub enum Json {
        Null,
        Number(f64),
        Text(String),
        List(Vec<Json>),
        Object(HashMap<String, Json>),
    }

    pub fn json(json: Json) -> Json {
        json
    }

    /// A large value, of which many are on the stack while one is read in another.
    #[derive(py::FromPy)]
    pub struct Large {
        pub a: Wide,
        pub b: Wide,
        pub c: Wide,
        #[py(default)]
        pub next: Vec<Large>,
    }

    #[derive(py::FromPy, Default)]
    #[py(attributes)]
    pub struct Wide {
        #[py(default)]
        pub parts: (String, String, String, String, String, String, String, String),
    }

    pub fn large(large: Large) -> usize {
        large.next.len()
    }

    /// Two variants that a dict may be.
    #[derive(py::FromPy)]
    pub enum Ambiguous {
        First { a: i64 },
        Second { b: i64 },
    }

    pub fn ambiguous(value: Ambiguous) -> i64 {
        match value {
            Ambiguous::First { a } => a,
            Ambiguous::Second { b } => b,
        }
    }
}
